/** What a Git of the user's has begun here and not finished, read from the files that it leaves beside HEAD. (OPS4) */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hash } from '../../../shared/repo/git-object.ts'
import { exists } from '../../files/exists.ts'
import { isMissing } from '../../files/write-whole.ts'

export type UnderWay =
  /** Of several branches at once there is more than one. */
  | { readonly kind: 'merge'; readonly parents: readonly Hash[] }
  /** `commit`: the one it stopped at. `isLast`: nothing comes after it, so that a commit is all that is missing. */
  | { readonly kind: 'cherry-pick' | 'revert'; readonly commit: Hash | null; readonly isLast: boolean }
  /** `isApplying`: it applies patches, as an older Git does. */
  | { readonly kind: 'rebase'; readonly commit: Hash | null; readonly isApplying: boolean }
  | { readonly kind: 'am' }

/** A rebase comes first: while it stops, a cherry-pick seems to be under way too. */
export async function readUnderWay(gitFolder: string): Promise<UnderWay | null> {
  const at = (...names: string[]) => join(gitFolder, ...names)
  const isApplying = await exists(at('rebase-apply'))
  if (isApplying && (await exists(at('rebase-apply', 'applying')))) return { kind: 'am' }
  if (isApplying || (await exists(at('rebase-merge')))) {
    return { kind: 'rebase', commit: await hashIn(at('REBASE_HEAD')), isApplying }
  }
  const isSeries = await exists(at('sequencer'))
  for (const [kind, name] of PICKS) {
    const commit = await hashIn(at(name))
    if (commit !== null) return { kind, commit, isLast: !isSeries }
  }
  if (isSeries) {
    const isRevert = /^revert\b/m.test((await textOf(at('sequencer', 'todo'))) ?? '')
    return { kind: isRevert ? 'revert' : 'cherry-pick', commit: null, isLast: false }
  }
  const merging = await textOf(at('MERGE_HEAD'))
  return merging === null ? null : { kind: 'merge', parents: merging.match(/^[0-9a-f]{40}$/gm) ?? [] }
}

const PICKS = [
  ['cherry-pick', 'CHERRY_PICK_HEAD'],
  ['revert', 'REVERT_HEAD'],
] as const

async function hashIn(path: string): Promise<Hash | null> {
  return /^[0-9a-f]{40}/.exec((await textOf(path)) ?? '')?.[0] ?? null
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
