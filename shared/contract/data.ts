/** The shapes that cross the contract. Parsed on arrival; trusted after. */
import { z } from 'zod'

export const resourcePath = z
  .string()
  .max(1024)
  .regex(/^res:\/\/[^\0]*$/, 'must begin with res://')

export const rights = z.enum(['read', 'write'])
export type Rights = z.infer<typeof rights>

/** Who the user says they are; `color` is an index into the ten hues of people. */
export const identity = z.object({ name: z.string().min(1).max(60), color: z.number().int().min(0).max(9) })
export type Identity = z.infer<typeof identity>

/** The words in the title row. `offline` is a normal state. */
export const connection = z.enum(['alone', 'offline', 'connecting', 'syncing', 'online', 'refused'])

export const workspaceState = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  isSample: z.boolean(),
  /** The one that owns the folder. */
  reality: z.object({ id: z.string(), name: z.string() }),
  /** True until the user has said who they are, or opened a workspace before. */
  connection,
  /** Edits written here that the relay has not acknowledged. */
  waiting: z.number().int().nonnegative(),
  /** Edits not yet in the database or not yet in the files. */
  unsaved: z.number().int().nonnegative(),
  /** Unix ms of the last write to a file, null before the first. */
  lastWrittenAt: z.number().nullable(),
  offlineSince: z.number().nullable(),
  /** Unix ms of the next attempt to connect. */
  nextAttemptAt: z.number().nullable(),
  rights: rights.nullable(),
  /** Long work going on, e.g. bringing the project while joining. */
  progress: z
    .object({ label: z.string(), done: z.number(), total: z.number(), unit: z.enum(['files', 'bytes']) })
    .nullable(),
  /** A plain sentence where something went wrong that the user should know. */
  notice: z.string().nullable(),
  review: z.number().int().nonnegative(),
  differences: z.number().int().nonnegative(),
})
export type WorkspaceState = z.infer<typeof workspaceState>

export const appState = z.object({
  version: z.string(),
  identity: identity.nullable(),
  workspace: workspaceState.nullable(),
  recent: z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.number() })),
  home: z.string(),
})
export type AppState = z.infer<typeof appState>

export const folderListing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  isProject: z.boolean(),
  isEmpty: z.boolean(),
  folders: z.array(z.object({ name: z.string(), folder: z.string(), isProject: z.boolean() })),
})
export type FolderListing = z.infer<typeof folderListing>

export const fileEntry = z.object({
  path: resourcePath,
  kind: z.enum(['scene', 'resource', 'script', 'image', 'audio', 'model', 'text', 'other', 'folder']),
  sizeBytes: z.number(),
  /** Where the file could not be read as what it is: shown read-only, left alone. */
  fault: z.object({ code: z.string(), reason: z.string(), line: z.number() }).nullable(),
  /** For a scene: what it inherits from, if it does. */
  inherits: z.string().nullable(),
})
export type FileEntry = z.infer<typeof fileEntry>

export const openedScene = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open'), document: z.string(), path: resourcePath, canWrite: z.boolean() }),
  /** The file is left as it is; its text can be looked at. */
  z.object({
    status: z.literal('unreadable'),
    path: resourcePath,
    fault: z.object({ code: z.string(), reason: z.string(), line: z.number(), column: z.number() }),
    text: z.string(),
  }),
])
export type OpenedScene = z.infer<typeof openedScene>

const treeNode = z.object({
  path: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  parent: z.string().nullable(),
  index: z.number().int(),
  instance: z.string().nullable(),
  groups: z.array(z.string()),
  properties: z.record(z.string(), z.string()),
})
export const sceneTree = z.object({
  nodes: z.array(treeNode),
  connections: z.array(
    z.object({
      signal: z.string(),
      from: z.string(),
      to: z.string(),
      method: z.string(),
      /** Godot's ConnectFlags; 2 (CONNECT_PERSIST) where the file says nothing. */
      flags: z.number().int(),
      binds: z.string().nullable(),
    }),
  ),
})
export type SceneTree = z.infer<typeof sceneTree>

/** One edit by path, as on the command line. */
export const sceneEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), node: z.string(), property: z.string(), value: z.string().nullable() }),
  z.object({ kind: z.literal('add'), parent: z.string(), name: z.string(), type: z.string() }),
  z.object({ kind: z.literal('move'), node: z.string(), parent: z.string(), index: z.number().int().optional() }),
  z.object({ kind: z.literal('rename'), node: z.string(), name: z.string() }),
  z.object({ kind: z.literal('delete'), node: z.string() }),
])
export type SceneEdit = z.infer<typeof sceneEdit>

export const sharingState = z.object({
  isShared: z.boolean(),
  relay: z.string().nullable(),
  /** True where the relay runs inside this host. */
  isEmbedded: z.boolean(),
  /** Said plainly where the relay can be reached from other computers without encryption. */
  warning: z.string().nullable(),
  canShare: z.boolean(),
  connection,
})
export type SharingState = z.infer<typeof sharingState>

export const shareLink = z.object({
  id: z.string(),
  rights,
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
})
export type ShareLink = z.infer<typeof shareLink>

export const reviewItem = z.object({
  id: z.string(),
  /** `res://` path of the file. */
  file: z.string(),
  document: z.string(),
  kind: z.enum(['value', 'recovered', 'renamed', 'cycle', 'orphan', 'dangling', 'stale', 'file']),
  /** Node path or file name, and what about it. */
  node: z.string(),
  nodeId: z.string().nullable(),
  /** Class of the node, for its icon. */
  nodeType: z.string().nullable().optional(),
  property: z.string().nullable(),
  text: z.string(),
  choices: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      /** The value or effect, as text. */
      detail: z.string(),
      inUse: z.boolean(),
      /** Who wrote it, where a person did. */
      author: z.object({ name: z.string(), color: z.number().int() }).nullable(),
      /** Has to be said with the choice: which node. */
      asks: z.literal('node').optional(),
    }),
  ),
})
export type ReviewItem = z.infer<typeof reviewItem>

/** What was settled from here, in earlier sessions too; newest last. */
export const settledItem = z.object({ id: z.string(), item: reviewItem, choice: z.string() })
export type SettledItem = z.infer<typeof settledItem>

export const localDifference = z.object({
  path: resourcePath,
  kind: z.enum(['changed', 'added', 'removed']),
  changes: z.array(z.string()).max(200),
  count: z.number().int(),
})
export type LocalDifference = z.infer<typeof localDifference>

export const waitingChange = z.object({
  file: z.string(),
  node: z.string(),
  text: z.string(),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  time: z.number(),
})
export type WaitingChange = z.infer<typeof waitingChange>
