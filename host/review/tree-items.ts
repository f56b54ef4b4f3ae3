/** What met or was repaired in the project's tree: two contents for one file, names that no disk can hold. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { setContent } from '../../shared/repo/commands.ts'
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { Workspace } from '../workspace/workspace.ts'

export function treeItems(tree: RepoTree): ReviewItem[] {
  const unlisted = tree.repairs.flatMap((repair): ReviewItem[] => {
    // What was moved back is in the tree, and is said there.
    if (!('reason' in repair)) return []
    return [
      {
        id: `${TREE_DOCUMENT}|name|${repair.id}`,
        file: `res://${repair.name}`,
        document: TREE_DOCUMENT,
        kind: 'file',
        node: repair.name,
        nodeId: null,
        property: null,
        text: `This file is shared but cannot be written here: ${repair.reason}.`,
        choices: [],
      },
    ]
  })
  return [...tree.entries.filter(entry => entry.contested.length > 0).map(contestedItem), ...unlisted]
}

function contestedItem(entry: RepoEntry): ReviewItem {
  const own = { hash: entry.hash ?? '', sizeBytes: entry.sizeBytes }
  return {
    id: `${TREE_DOCUMENT}|file|${entry.id}`,
    file: `res://${entry.path}`,
    document: TREE_DOCUMENT,
    kind: 'file',
    node: entry.name,
    nodeId: null,
    property: null,
    text: `Several people changed ${entry.name} without knowing of each other. It cannot be merged.`,
    choices: [own, ...entry.contested].map(({ hash, sizeBytes }, index) => ({
      id: hash,
      label: index === 0 ? 'Keep this version' : 'Use this version',
      detail: `${sizeBytes} bytes, ${hash.slice(0, 8)}`,
      inUse: index === 0,
      author: null,
    })),
  }
}

/** To the version that was in use. */
export interface FileWay {
  readonly entry: string
  readonly chosen: string
  readonly former: { readonly hash: string; readonly sizeBytes: number }
}

/** Answers the way back. Throws AppError NOT_FOUND where it is settled. */
export async function treeChoice(
  workspace: Workspace,
  id: string,
  choice: string,
  now: () => number,
): Promise<FileWay> {
  const { tree } = workspace
  const entry = tree.entries.find(item => `${TREE_DOCUMENT}|file|${item.id}` === id)
  const chosen = [entry, ...(entry?.contested ?? [])].find(version => version?.hash === choice)
  if (entry === undefined || chosen === undefined) throw new AppError('NOT_FOUND', 'This is settled already.')
  const former = { hash: entry.hash ?? '', sizeBytes: entry.sizeBytes }
  await putInPlace(workspace, entry.id, chosen.hash ?? '', chosen.sizeBytes, now)
  return { entry: entry.id, chosen: chosen.hash ?? '', former }
}

export async function takeBackFile(
  workspace: Workspace,
  { entry, chosen, former }: FileWay,
  now: () => number,
): Promise<boolean> {
  if (workspace.tree.byId(entry)?.hash !== chosen) return false
  await putInPlace(workspace, entry, former.hash, former.sizeBytes, now)
  return true
}

async function putInPlace(
  { tree, documents }: Workspace,
  entry: string,
  hash: string,
  sizeBytes: number,
  now: () => number,
): Promise<void> {
  const origin: UpdateOrigin = { kind: 'command' }
  tree.doc.transact(() => setContent({ tree, now }, entry, hash, sizeBytes), origin)
  using document = await documents.open(TREE_DOCUMENT)
  await document.whenStored()
}
