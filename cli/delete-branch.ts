/** `weft repo branch -d`: a branch deleted, with the reality that it is in a workspace. (RTY21) */
import type { BranchReality } from '../shared/contract/branch-reality.ts'
import type { RepoOutcome } from '../shared/contract/repo-data.ts'
import { printDifferences } from './file-differences.ts'
import { withOperations } from './open-operations.ts'
import { dry } from './operation-command.ts'
import { type OperationOptions, printDone } from './print-operation.ts'
import { isInWorkspace } from './with-realities.ts'

export interface DeleteFlags extends OperationOptions {
  readonly force?: true
  readonly keepReality?: true
}

export async function deleteBranch(name: string, options: DeleteFlags): Promise<void> {
  const force = options.force === true
  if (options.keepReality !== true && (await isInWorkspace(options.C))) {
    const along = await deleteInWorkspace(name, force, options)
    if (along !== null) return printAlong(name, along, options)
  }
  const done = await withOperations(options.C, operations => operations.deleteBranch(name, { force, ...dry(options) }))
  printDone(done, options, ({ hash }) => `${name} ${hash.slice(0, 8)}\n`)
}

interface Along {
  readonly hash: string
  readonly outcome: RepoOutcome
}

/** Null where no reality goes with it. */
async function deleteInWorkspace(name: string, force: boolean, options: DeleteFlags): Promise<Along | null> {
  const { withWorkspace } = await import('./workspace-api.ts')
  return withWorkspace(options.C, async api => {
    const branch = (await api.repo.refs()).branches.find(each => each.name === name)
    if (branch === undefined || branch.reality === null) return null
    return { hash: branch.hash, outcome: await api.repo.deleteBranch({ name, force, ...dry(options) }) }
  })
}

function printAlong(name: string, { hash, outcome }: Along, { json, dryRun }: DeleteFlags): void {
  const { operation, reality } = outcome
  if (json) {
    const refs = [{ name: `refs/heads/${name}`, from: hash, to: null }]
    const more = dryRun ? { changes: { files: [], refs } } : { operation }
    process.stdout.write(`${JSON.stringify({ name, hash, ...(reality === undefined ? {} : { reality }), ...more })}\n`)
    return
  }
  process.stdout.write(`${name} ${hash.slice(0, 8)}\n${reality === undefined ? '' : printReality(reality)}`)
}

function printReality({ name, onlyThere }: BranchReality): string {
  return `The reality ${name} goes with it (${onlyThere.length} files only there).\n${printDifferences(onlyThere)}`
}
