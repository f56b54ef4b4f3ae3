/**
 * Work in what somebody removed without knowing of it (REP8, REP11): who removed what, what was done there since, and
 * the two ways on. Restoring brings the file or the folder back with all of it.
 */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { RegisterValue } from '../../shared/registers/registers.ts'
import { sameValue } from '../../shared/registers/registers.ts'
import { moveInto } from '../../shared/repo/commands.ts'
import { restoreEntry } from '../../shared/repo/trash.ts'
import { acceptRemoval, removalRegisters, type UnseenEntry } from '../../shared/repo/unseen-work.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { TRASH } from '../../shared/tree/resolve-tree.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { DeletedWork, DocumentWork } from '../tree/deleted-work.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { listed } from './reviewed-scene.ts'

/** Files that are named one by one. */
const FILES_NAMED = 4
const NODES_NAMED = 3

export function deletedItem({ removed, work }: DeletedWork): ReviewItem {
  const { id, name, kind, by, entries } = removed
  const isFolder = kind === 'folder'
  const deeds = [...work.map(documentWords), ...entries.map(entry => entryWords(entry, isFolder))]
  const more = deeds.length - FILES_NAMED
  const named = more > 0 ? [...deeds.slice(0, FILES_NAMED), `${more} more`] : deeds
  return {
    id: `${TREE_DOCUMENT}|deleted|${id}`,
    file: `res://${name}`,
    document: TREE_DOCUMENT,
    kind: 'recovered',
    node: name,
    nodeId: null,
    property: null,
    text: `${by?.name ?? 'Somebody'} deleted ${name} without seeing what others did there: ${named.join('; ')}.`,
    choices: [
      {
        id: 'keep',
        label: 'Keep deleted',
        detail: 'What was done there stays in the trash with it',
        inUse: true,
        author: by,
      },
      {
        id: 'restore',
        label: `Restore ${name}`,
        detail: isFolder ? 'With all that is in it, and these edits' : 'With these edits',
        inUse: false,
        author: null,
      },
    ],
  }
}

function documentWords({ path, people, what }: DocumentWork): string {
  const by = listed(people.map(name => name ?? 'somebody'))
  if (what.kind === 'text') {
    return what.written === 0
      ? `${by} took text out of ${path}`
      : `${by} wrote ${what.written} ${what.written === 1 ? 'character' : 'characters'} in ${path}`
  }
  const { changes, nodes } = what
  const rest = nodes.length - NODES_NAMED
  const at = rest > 0 ? [...nodes.slice(0, NODES_NAMED), `${rest} more`] : nodes
  const where = at.length === 0 ? '' : ` (${at.join(', ')})`
  return `${by} made ${changes} ${changes === 1 ? 'change' : 'changes'} in ${path}${where}`
}

function entryWords({ name, how }: UnseenEntry, isFolder: boolean): string {
  switch (how) {
    case 'put':
      return isFolder ? `${name} was put into it` : `${name} was added`
    case 'renamed':
      return `something in it was renamed to ${name}`
    case 'replaced':
      return `${name} was replaced`
    case 'moved':
      return `${name} was moved to another folder`
  }
}

/** What was set in the tree, and what stood there before. */
export interface DeletedWay {
  readonly entry: string
  readonly isRestored: boolean
  readonly notes: readonly {
    readonly register: string
    readonly before: RegisterValue
    readonly after: RegisterValue
  }[]
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

/** Answers the way back. Throws AppError NOT_FOUND where it is settled. */
export async function deletedChoice(
  workspace: Workspace,
  id: string,
  choice: string,
  now: () => number,
): Promise<DeletedWay> {
  const { tree, witness, deletedWork } = workspace
  const item = deletedWork.list().find(({ removed }) => `${TREE_DOCUMENT}|deleted|${removed.id}` === id)
  if (item === undefined || (choice !== 'keep' && choice !== 'restore')) {
    throw new AppError('NOT_FOUND', 'This is settled already.')
  }
  const { removed } = item
  const writer = { tree, now, witness }
  const standing = (register: string) => tree.registers.get(register) ?? null
  const isRestored = choice === 'restore'
  const before = new Map(isRestored ? [] : removalRegisters(removed).map(each => [each, standing(each)]))
  tree.doc.transact(() => {
    if (isRestored) restoreEntry(writer, removed.id)
    else acceptRemoval(writer, removed)
  }, ORIGIN)
  await done(workspace)
  const notes = [...before].flatMap(([register, was]) => {
    const after = standing(register)
    return sameValue(was, after) ? [] : [{ register, before: was, after }]
  })
  return { entry: removed.id, isRestored, notes }
}

export async function takeBackDeleted(
  workspace: Workspace,
  { entry, isRestored, notes }: DeletedWay,
  now: () => number,
): Promise<boolean> {
  const { tree } = workspace
  const isInTrash = tree.edgesOf(entry)[0]?.parent === TRASH
  const isTouched = notes.some(({ register, after }) => !sameValue(tree.registers.get(register) ?? null, after))
  if (isInTrash === isRestored || isTouched) return false
  tree.doc.transact(() => {
    if (isRestored) moveInto({ tree, now }, entry, TRASH)
    const writer = tree.doc.clientID.toString(36)
    for (const { register, before } of notes) tree.registers.set(register, before, { writer, time: now(), base: null })
  }, ORIGIN)
  await done(workspace)
  return true
}

async function done({ documents, deletedWork }: Workspace): Promise<void> {
  using document = await documents.open(TREE_DOCUMENT)
  await document.whenStored()
  await deletedWork.refresh()
}
