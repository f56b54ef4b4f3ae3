/** What Weft asks of Git, by looking only: which branch is checked out, and whether Git is at work. */

import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readUnderWay } from '../git/operations/under-way.ts'
import { exists } from './exists.ts'
import { isMissing } from './write-whole.ts'

export interface GitFolder {
  /** `refs/heads/main`, or a commit where none is checked out; null without Git. */
  head(): Promise<string | null>
  /** True while Git holds the lock of its index: files change under its hands. */
  readonly isBusy: () => Promise<boolean>
  /** True from where a rebase stops until it is gone on with or given up: no branch is checked out meanwhile. */
  isRebasing(): Promise<boolean>
}

/** Git may appear (or go) at any time, and may live in a folder above. */
export function createGitFolder(folder: string): GitFolder {
  return {
    async head() {
      const git = await findGit(folder)
      const text = git === null ? null : await read(join(git, 'HEAD'))
      return text === null ? null : text.trim().replace(/^ref:\s*/, '')
    },
    async isBusy() {
      const git = await findGit(folder)
      return git !== null && (await exists(join(git, 'index.lock')))
    },
    async isRebasing() {
      const git = await findGit(folder)
      return git !== null && (await readUnderWay(git))?.kind === 'rebase'
    },
  }
}

/** Git's own folder for what is in `folder`: in it, or in one above. */
export async function findGit(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, '.git')
    if (await exists(join(git, 'HEAD'))) return git
    const link = await read(git)
    const linked = link === null ? undefined : /^gitdir:\s*(.+)$/m.exec(link)?.[1]
    if (linked !== undefined) return resolve(at, linked.trim())
    if (dirname(at) === at) return null
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) return null
    throw error
  }
}
