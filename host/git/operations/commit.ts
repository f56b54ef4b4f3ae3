/** Commits: what is staged, or all that is tracked, or chosen paths as they are in the folder; also in place of the last. */
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { Hash, Signature, TreeFile } from '../../../shared/repo/git-object.ts'
import { exists } from '../../files/exists.ts'
import type { Repository } from '../engine.ts'
import { readSettled } from './apply-change.ts'
import { fileChanges, NOTHING } from './change.ts'
import { readFolderTree } from './folder-plan.ts'
import { type MergeNote, readMergeNote } from './merge-note.ts'
import { cleanMessage, subjectOf } from './message.ts'
import type { OperationContext } from './operation-context.ts'
import { moveTo, readPosition } from './position.ts'
import type { Plan } from './run-operation.ts'
import { readUnderWay } from './under-way.ts'

export interface CommitOptions {
  /** Left out: that of the commit that is amended, or of the merge that waits. */
  readonly message?: string
  readonly author?: Pick<Signature, 'name' | 'email'>
  /** Tracked files as they are in the folder. */
  readonly all?: boolean
  /** These and what is below them, new files too, and nothing else that is staged. */
  readonly paths?: readonly string[]
  readonly amend?: boolean
  readonly allowEmpty?: boolean
}

export interface Committed {
  readonly hash: Hash
}

export async function planCommit(context: OperationContext, options: CommitOptions): Promise<Plan<Committed>> {
  const { repository, identity } = context
  const position = await readPosition(repository)
  const waiting = await readMergeNote(repository.gitFolder)
  const heads = await headsToConclude(repository, waiting)
  const amended = options.amend === true ? await commitToAmend(context, position.hash, waiting !== null) : null
  const index = await readSettled(repository)
  const { tree, nextIndex } = await filesToCommit(context, options, index, position.tree)
  const fresh = fileChanges(index, nextIndex).flatMap(({ path, after }) => (after === null ? [] : [path]))
  await repository.refuseFiltered(fresh)
  const message = cleanMessage(options.message ?? (await noteWords(context, waiting)) ?? amended?.message ?? '')
  if (message === '') throw new AppError('BAD_REQUEST', 'A commit needs a message.', { hint: 'give one with -m' })
  const isEmpty = fileChanges(position.tree, tree).length === 0
  if (isEmpty && amended === null && waiting?.kind !== 'merge' && options.allowEmpty !== true) {
    const hint = waiting === null ? 'name files, or give --all' : `${NOTHING_LEFT}, or weft repo abort`
    throw new AppError('BAD_REQUEST', 'There is nothing to commit.', { hint })
  }
  const parents = amended?.parents ?? [position.hash, ...heads].filter(parent => parent !== null)
  const { author: present, committer } = options.author === undefined ? await identity.both() : await asAuthor(context)
  const picked = waiting?.kind === 'cherry-pick' ? await repository.readCommit(waiting.parent) : null
  const author = { ...(amended ?? picked ?? { author: present }).author, ...options.author }
  const changes = new Map(fileChanges(position.tree, tree).map(({ path, after }) => [path, after]))
  const treeHash = await repository.writeTree(changes, position.hash)
  const hash = await repository.writeCommit({ tree: treeHash, parents, author, committer, message })
  const subject = subjectOf(message)
  const label = logLabel(amended !== null, waiting?.kind ?? null, position.hash === null)
  return {
    kind: amended === null ? 'commit' : 'amend',
    words: subject,
    result: { hash },
    change: {
      ...NOTHING,
      ...moveTo(position, hash),
      index: fileChanges(index, nextIndex),
      waiting: waiting === null ? null : { before: waiting, after: null },
      log: `${label}: ${subject}`,
    },
  }
}

const NOTHING_LEFT = 'nothing is left of what was picked: weft repo commit --allow-empty'

/** The other parents. Throws AppError LOCKED for what only Git can conclude. */
async function headsToConclude({ gitFolder }: Repository, waiting: MergeNote): Promise<readonly Hash[]> {
  if (waiting === null) return []
  if (await exists(join(gitFolder, 'MERGE_AUTOSTASH'))) {
    const words = 'Git put work away before this merge, and brings it back with its commit.'
    throw new AppError('LOCKED', words, { hint: 'weft repo continue, or git commit' })
  }
  const underWay = await readUnderWay(gitFolder)
  return underWay?.kind === 'merge' ? underWay.parents : []
}

/** Without the lines in which Git tells people what met. */
async function noteWords({ repository }: OperationContext, waiting: MergeNote): Promise<string | null> {
  if (waiting === null) return null
  const setting = await repository.setting('core.commentChar')
  const sign = setting === null || setting === 'auto' ? '#' : setting
  const lines = waiting.message.split('\n')
  return lines.filter(each => !each.startsWith(sign)).join('\n')
}

async function commitToAmend({ repository }: OperationContext, hash: Hash | null, isMerging: boolean) {
  if (hash === null) throw new AppError('BAD_REQUEST', 'There is no commit to amend.')
  if (isMerging) throw new AppError('BAD_REQUEST', 'Something waits for its commit: there is none to amend.')
  return repository.readCommit(hash)
}

/** The name of an author may be given where none is set. */
async function asAuthor({ identity }: OperationContext) {
  const committer = await identity.committer()
  return { author: committer, committer }
}

type Files = Map<string, TreeFile>

async function filesToCommit(
  { repository }: OperationContext,
  { all, paths = [] }: CommitOptions,
  index: Files,
  head: ReadonlyMap<string, TreeFile>,
): Promise<{ readonly tree: Files; readonly nextIndex: Files }> {
  if (paths.length > 0) {
    const chosen = await chosenFiles({ repository }, paths, index, head)
    return { tree: withFiles(head, chosen), nextIndex: withFiles(index, chosen) }
  }
  const tree = all === true ? await readFolderTree(repository, index) : index
  return { tree, nextIndex: tree }
}

/** Throws AppError NOT_FOUND for a path at which nothing is and nothing was. */
async function chosenFiles(
  { repository }: Pick<OperationContext, 'repository'>,
  paths: readonly string[],
  index: Files,
  head: ReadonlyMap<string, TreeFile>,
): Promise<ReadonlyMap<string, TreeFile | null>> {
  const isWanted = (path: string) => paths.some(parent => isWithin(path, parent))
  const folder = await readFolderTree(repository, index, { untracked: 'all', isWanted })
  const names = [...new Set([...index.keys(), ...head.keys(), ...folder.keys()])].filter(isWanted)
  const missing = paths.find(parent => !names.some(path => isWithin(path, parent)))
  if (missing !== undefined) throw new AppError('NOT_FOUND', `There is no ${missing} to commit.`, { path: missing })
  return new Map(names.map(path => [path, folder.get(path) ?? null]))
}

export function isWithin(path: string, parent: string): boolean {
  return parent === '' || parent === '.' || path === parent || path.startsWith(`${parent.replace(/\/$/, '')}/`)
}

function withFiles(tree: ReadonlyMap<string, TreeFile>, files: ReadonlyMap<string, TreeFile | null>): Files {
  const changed = new Map(tree)
  for (const [path, file] of files) {
    if (isSameFile(changed.get(path) ?? null, file)) continue
    if (file === null) changed.delete(path)
    else changed.set(path, file)
  }
  return changed
}

function logLabel(isAmended: boolean, waiting: NonNullable<MergeNote>['kind'] | null, isFirst: boolean): string {
  if (isAmended) return 'commit (amend)'
  if (waiting === 'merge' || waiting === 'cherry-pick') return `commit (${waiting})`
  return isFirst ? 'commit (initial)' : 'commit'
}
