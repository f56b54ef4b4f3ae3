/**
 * Where realities are: in the workspace of a folder that has `.weft`, else they are the branches of the Git repository
 * around it. Both answer the same questions, in the same shapes where they have the same to say. (RTY16)
 */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { RealitySource } from './reality-source.ts'

/** The nearest of `.weft` and `.git` upwards says which; a project with neither begins a workspace. */
export async function withRealities<T>(directory: string, run: (source: RealitySource) => Promise<T>): Promise<T> {
  if (await isInWorkspace(directory)) {
    const [{ withWorkspace }, { workspaceRealities }] = await Promise.all([
      import('./workspace-api.ts'),
      import('./reality-workspace.ts'),
    ])
    return withWorkspace(directory, api => run(workspaceRealities(api)))
  }
  const [{ withOperations }, { branchRealities }] = await Promise.all([
    import('./open-operations.ts'),
    import('./reality-branches.ts'),
  ])
  return withOperations(directory, (operations, repository) => run(branchRealities(operations, repository)))
}

export async function isInWorkspace(directory: string): Promise<boolean> {
  for (let at = await realpath(resolve(directory)); ; at = dirname(at)) {
    if (existsSync(join(at, '.weft', 'weft.db'))) return true
    if (existsSync(join(at, '.git'))) return false
    if (dirname(at) === at) return true
  }
}
