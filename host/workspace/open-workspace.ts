/**
 * Opens a project folder: lock, database, documents, files, in that order; closed in reverse.
 *
 *     await using workspace = await openWorkspace({ folder, profile, random, now: Date.now, log })
 *     await using joined = await openWorkspace({ …, join: { workspace: 'w7…' } })   // then sync, then adoptTree()
 */
import { mkdir, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Logger } from 'pino'
import { AppError } from '../../shared/contract/errors.ts'
import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import { REALITIES_DOCUMENT } from '../../shared/repo/reality-records.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { createDocuments } from '../documents/create-documents.ts'
import { byStoredId } from '../documents/stored-documents.ts'
import { openFileTable } from '../files/file-table.ts'
import { isMissing } from '../files/write-whole.ts'
import type { Profile } from '../profile/profile.ts'
import { CURRENT_SETTING } from '../realities/switch.ts'
import { realSchedule, type Schedule } from '../relay-client/schedule.ts'
import { createJournal } from '../storage/journal.ts'
import { lineageOf, openRealityStore } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'
import { createDeletedWork } from '../tree/deleted-work.ts'
import { createEmitter } from './emitter.ts'
import { createFolderSync, JOINING_SETTING } from './folder-sync.ts'
import { createLiveScenes } from './live-scenes.ts'
import { createLiveTexts, describeBoth } from './live-texts.ts'
import { lockWorkspace } from './lock.ts'
import { createNotices } from './notices.ts'
import { openProjectTree } from './open-project-tree.ts'
import { createOutbox } from './outbox.ts'
import { openPast } from './past.ts'
import type { Project } from './project.ts'
import { openStoreOrReadOnly } from './read-only-store.ts'
import { archiveOtherWorkspace, prepareWeftFolder } from './weft-folder.ts'
import { createWitness } from './witness.ts'
import type { Workspace } from './workspace.ts'
import { createWorkspace } from './workspace-face.ts'

export interface OpenWorkspaceDeps {
  /** An existing folder; made where `join` is given. */
  readonly folder: string
  readonly profile: Profile
  /** Unix ms. */
  readonly now: () => number
  /** Random bytes of cryptographic quality. */
  readonly random: (bytes: number) => Uint8Array
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly isSample?: boolean
  /** When backups are made; the time of its own unless given. */
  readonly schedule?: Schedule
  /** Godot's order of properties, for new ones in a file. */
  readonly exportOptions?: ExportOptions
  /** The workspace to join: nothing of the folder is taken in or written until `adoptTree`. */
  readonly join?: { readonly workspace: string }
}

const ID_SETTING = 'workspace.id'
const ID_BYTES = 16
/** Stands for the id in a damaged database: none is invented. */
const UNREADABLE_ID = 'unreadable'
const NOBODY = { name: 'Somebody', color: 0 }

/** Throws AppError NOT_FOUND without the folder, LOCKED where another host has it, UNREADABLE for a newer database. */
export async function openWorkspace(deps: OpenWorkspaceDeps): Promise<Workspace> {
  const folder = await findFolder(deps)
  if (deps.join !== undefined) await settleOtherWorkspace(deps, folder, deps.join.workspace)
  await using opening = new AsyncDisposableStack()
  const weft = await prepareWeftFolder(folder)
  opening.use(await lockWorkspace(weft.folder, async () => (await deps.profile.runningHost(folder))?.url))
  const notices = createNotices()
  const { store, isReadOnly } = openStoreOrReadOnly(weft.database, notices, deps.log)
  opening.use(store)
  const id = isReadOnly ? UNREADABLE_ID : identify(store, deps)
  const person = (await deps.profile.identity()) ?? NOBODY
  const workspace = await assemble({ ...deps, folder, id, store, notices, isReadOnly, person, opening })
  return createWorkspace(workspace, opening.move())
}

type Assembly = Omit<OpenWorkspaceDeps, 'join'> & {
  readonly id: string
  readonly store: Store
  readonly notices: Project['notices']
  readonly isReadOnly: boolean
  readonly person: { readonly name: string; readonly color: number }
  readonly opening: AsyncDisposableStack
}

async function assemble(deps: Assembly) {
  const { folder, store: disk, notices, now, random, log, opening, isReadOnly, profile } = deps
  let person = deps.person
  const reality = disk.settings.get(CURRENT_SETTING) ?? MAIN_REALITY
  const store = openRealityStore(disk, lineageOf(disk, reality))
  const outbox = createOutbox(disk, reality)
  const pathOf = (document: string) => `res://${project.tree.byDocument(document)?.path ?? ''}`
  const scenes = createLiveScenes({
    documents: () => documents,
    person: () => person,
    now,
    random,
    pathOf,
  })
  const texts = createLiveTexts({ documents: () => documents, person: () => person, now, pathOf })
  const journal = opening.use(
    createJournal({ store, now, isOutboxOn: () => outbox.isOn, describe: describeBoth(scenes, texts) }),
  )
  outbox.follow(journal)
  const documents = opening.use(
    createDocuments({ store, journal, now, author: () => person, isReadOnly: () => isReadOnly }),
  )
  for (const id of [TREE_DOCUMENT, REALITIES_DOCUMENT]) documents.create(id, null)
  documents.announce([TREE_DOCUMENT, REALITIES_DOCUMENT])
  const treeDocument = opening.use(await documents.open(TREE_DOCUMENT))
  const witness = createWitness(store, () => person)
  const tree = opening.use(openProjectTree(treeDocument, { now, witness }))
  const table = openFileTable(store)
  const staleChanged = createEmitter()
  const project: Project = {
    folder,
    store,
    table,
    documents,
    scenes,
    texts,
    tree,
    witness,
    notices,
    staleChanged,
    now,
    log,
  }
  const deletedWork = opening.use(createDeletedWork({ project, log }))
  journal.onDidChangeState(() => {
    notices.set('disk', journal.state === 'full' ? 'Not saved: the disk is full. Your edits wait in memory.' : null)
    if (journal.state === 'damaged')
      notices.set('damaged', 'The database of this workspace is damaged: edits are not saved.')
  })
  let progress: { label: string; done: number; total: number } | null = null
  const sync = opening.use(
    createFolderSync({
      project,
      isReadOnly,
      exportOptions: deps.exportOptions ?? {},
      onProgress: (label, done, total) => {
        progress = label === null ? null : { label, done, total }
      },
    }),
  )
  const realitiesDocument = opening.use(await documents.open(REALITIES_DOCUMENT))
  const past = openPast({
    project,
    person: () => person,
    random,
    isOutboxOn: () => outbox.isOn,
    schedule: deps.schedule ?? realSchedule,
    options: deps.exportOptions ?? {},
    keepBytes: sync.keepBytes,
    realitiesDocument,
  })
  opening.use(past)
  // Before the files are looked at: what was begun is in the documents then, and the files follow.
  if (!isReadOnly) {
    await past.realities.resume()
    await past.branches.arrive()
    await past.branches.lookForReturned()
  }
  await sync.start()
  return {
    id: deps.id,
    name: basename(folder),
    isSample: deps.isSample ?? false,
    isReadOnly,
    project,
    past,
    deletedWork,
    carried: byStoredId(documents, reality),
    journal,
    outbox,
    sync,
    treeDocument,
    readingProgress: () => progress,
    refreshIdentity: async () => {
      person = (await profile.identity()) ?? NOBODY
    },
  }
}

export type AssembledWorkspace = Awaited<ReturnType<typeof assemble>>

async function findFolder({ folder, join }: OpenWorkspaceDeps): Promise<string> {
  if (join !== undefined) await mkdir(folder, { recursive: true })
  try {
    return await realpath(folder)
  } catch (error) {
    if (isMissing(error)) throw new AppError('NOT_FOUND', 'There is no such folder.', { path: folder })
    throw error
  }
}

/** The id is the workspace's name at a relay: random, made once, or that of the workspace that is joined. */
function identify(store: Store, { join, random }: OpenWorkspaceDeps): string {
  const known = store.settings.get(ID_SETTING)
  if (known !== undefined) return known
  const id = join?.workspace ?? Buffer.from(random(ID_BYTES)).toString('base64url')
  store.transaction(() => {
    store.settings.set(ID_SETTING, id)
    if (join !== undefined) store.settings.set(JOINING_SETTING, '1')
  })
  return id
}

/** A folder that belongs to another workspace: what is only in its documents goes into the files, then it is put away. */
async function settleOtherWorkspace(deps: OpenWorkspaceDeps, folder: string, workspace: string): Promise<void> {
  const { join: _, ...alone } = deps
  await archiveOtherWorkspace(folder, ID_SETTING, workspace, async () => {
    const other = await openWorkspace({ ...alone, folder })
    await other.whenSettled()
    await other[Symbol.asyncDispose]()
  })
}
