/** Whether the user has a Git of their own. It is looked for once, when somebody first asks. */
import { tmpdir } from 'node:os'
import { isAppError } from '../../../shared/contract/errors.ts'
import { runGit } from './run-git.ts'

export function findUsersGit(program = 'git'): () => Promise<boolean> {
  let found: Promise<boolean> | null = null
  return () => {
    found ??= canRun(program)
    return found
  }
}

async function canRun(program: string): Promise<boolean> {
  try {
    return (await runGit(['--version'], { folder: tmpdir(), program })).ok
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}
