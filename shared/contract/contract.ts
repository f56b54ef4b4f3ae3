/**
 * Every procedure a window, a script or the Godot addon can call, described once.
 * Implemented once in host/api/, carried by MessagePort, WebSocket and HTTP (`/api/…`).
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { compareContract } from './compare.ts'
import * as data from './data.ts'
import { errorMap } from './error-map.ts'
import { backupsContract, historyContract, versionsContract } from './history.ts'
import { mediaContract } from './media.ts'
import { realitiesContract } from './realities.ts'
import { repoContract } from './repo.ts'
import { searchContract } from './search.ts'
import { sideBySideContract } from './side-by-side.ts'
import { templatesContract } from './templates.ts'
import { textSearchContract } from './text-search.ts'
import { textsContract } from './texts.ts'
import { timeTravelContract } from './time-travel.ts'
import { treeContract } from './tree.ts'

const base = oc.errors(errorMap)

const procedures = {
  ...searchContract,
  ...textSearchContract,
  /** What this host is, and which workspace it has open. */
  app: {
    state: base.route({ method: 'GET', path: '/app' }).output(data.appState),
    /** The state again whenever it changes. The first event is the present state. */
    watch: base.route({ method: 'GET', path: '/app/events' }).output(eventIterator(data.appState)),
    setIdentity: base.route({ method: 'PUT', path: '/app/identity' }).input(data.identity).output(data.identity),
    /** Opens a Godot project folder, or an empty one for a new project; closes the one that is open. */
    openFolder: base
      .route({ method: 'POST', path: '/app/open' })
      .input(z.object({ folder: z.string().min(1).max(4096) }))
      .output(data.workspaceState),
    /** Copies the bundled sample to the user's folder (once) and opens it. */
    openSample: base.route({ method: 'POST', path: '/app/open-sample' }).output(data.workspaceState),
    closeWorkspace: base.route({ method: 'POST', path: '/app/close' }).output(data.appState),
    /** Folders below one, for choosing one in a browser. */
    browse: base
      .route({ method: 'GET', path: '/app/browse' })
      .input(z.object({ folder: z.string().max(4096).optional() }))
      .output(data.folderListing),
  },
  files: {
    list: base.route({ method: 'GET', path: '/files' }).output(z.array(data.fileEntry)),
    watch: base.route({ method: 'GET', path: '/files/events' }).output(eventIterator(z.array(data.fileEntry))),
    /** A text file as it is on disk (scripts for their exported variables, resources). At most `TEXT_FILE_BYTES`. */
    readText: base
      .route({ method: 'GET', path: '/files/text' })
      .input(z.object({ path: data.resourcePath }))
      .output(z.object({ text: z.string() })),
    /** Bytes of an image as base64, for thumbnails and sprite sizes. At most `IMAGE_BYTES`. */
    readImage: base
      .route({ method: 'GET', path: '/files/image' })
      .input(z.object({ path: data.resourcePath }))
      .output(z.object({ mime: z.string(), base64: z.string() })),
    /** Pixel sizes without decoding the whole image; null where it is not an image. */
    imageSizes: base
      .route({ method: 'POST', path: '/files/image-sizes' })
      .input(z.object({ paths: z.array(data.resourcePath).max(500) }))
      .output(z.record(z.string(), z.object({ width: z.number(), height: z.number() }).nullable())),
  },
  scenes: {
    /** The document of a scene or resource file. Its content travels on the document channel. */
    open: base
      .route({ method: 'POST', path: '/scenes/open' })
      .input(z.object({ path: data.resourcePath }))
      .output(data.openedScene),
    create: base
      .route({ method: 'POST', path: '/scenes' })
      .input(z.object({ path: data.resourcePath, rootType: z.string().max(200), rootName: z.string().max(200) }))
      .output(data.openedScene),
    /** The resolved scene as plain data, for scripts. */
    tree: base
      .route({ method: 'GET', path: '/scenes/tree' })
      .input(z.object({ path: data.resourcePath }))
      .output(data.sceneTree),
    /** The same edits as `weft scene edit`, for scripts. */
    edit: base
      .route({ method: 'POST', path: '/scenes/edit' })
      .input(z.object({ path: data.resourcePath, edits: z.array(data.sceneEdit).min(1).max(1000) }))
      .output(data.sceneTree),
  },
  templates: templatesContract,
  texts: textsContract,
  media: mediaContract,
  tree: treeContract,
  sharing: {
    state: base.route({ method: 'GET', path: '/sharing' }).output(data.sharingState),
    /** Shares the workspace: through the given relay (link or address with token), else one started on this computer. */
    start: base
      .route({ method: 'POST', path: '/sharing/start' })
      .input(z.object({ relay: z.string().max(2048).optional(), onNetwork: z.boolean().default(false) }))
      .output(data.sharingState),
    stop: base.route({ method: 'POST', path: '/sharing/stop' }).output(data.sharingState),
    createLink: base
      .route({ method: 'POST', path: '/sharing/links' })
      .input(z.object({ rights: data.rights, expiresInHours: z.number().positive().max(8760).optional() }))
      .output(z.object({ id: z.string(), link: z.string(), rights: data.rights, expiresAt: z.string().nullable() })),
    listLinks: base.route({ method: 'GET', path: '/sharing/links' }).output(z.array(data.shareLink)),
    revokeLink: base
      .route({ method: 'DELETE', path: '/sharing/links/{id}' })
      .input(z.object({ id: z.string().max(200) }))
      .output(z.array(data.shareLink)),
    /** Joins a shared workspace in a folder: an empty one is filled, a clone keeps its differences for review. */
    join: base
      .route({ method: 'POST', path: '/sharing/join' })
      .input(z.object({ link: z.string().min(1).max(2048), folder: z.string().min(1).max(4096) }))
      .output(data.workspaceState),
    /** Tries the connection at once instead of waiting for the next attempt. */
    reconnect: base.route({ method: 'POST', path: '/sharing/reconnect' }).output(data.sharingState),
    /** Cuts the connection until `reconnect`: work alone, send later. */
    disconnect: base.route({ method: 'POST', path: '/sharing/disconnect' }).output(data.sharingState),
  },
  review: {
    /** What met or was repaired, over all documents of the workspace. */
    list: base.route({ method: 'GET', path: '/review' }).output(z.array(data.reviewItem)),
    watch: base.route({ method: 'GET', path: '/review/events' }).output(eventIterator(z.array(data.reviewItem))),
    /** Acts on one item; every choice is an edit and can be undone. */
    choose: base
      .route({ method: 'POST', path: '/review/choose' })
      .input(z.object({ id: z.string().max(600), choice: z.string().max(200), node: z.string().max(600).optional() }))
      .output(z.array(data.reviewItem)),
    /** Settles many as they are: each keeps what is in use. Those that are gone are passed over. */
    accept: base
      .route({ method: 'POST', path: '/review/accept' })
      .input(z.object({ ids: z.array(z.string().max(600)).max(10_000) }))
      .output(z.array(data.settledItem)),
    settled: base.route({ method: 'GET', path: '/review/settled' }).output(z.array(data.settledItem)),
    /** Takes settlings back, as new edits; `left` counts those that somebody has worked on since. */
    undo: base
      .route({ method: 'POST', path: '/review/undo' })
      .input(z.object({ ids: z.array(z.string().max(40)).max(10_000) }))
      .output(z.object({ items: z.array(data.reviewItem), left: z.number().int() })),
  },
  /** Local differences found when joining with a clone: looked at before they become edits. */
  differences: {
    list: base.route({ method: 'GET', path: '/differences' }).output(z.array(data.localDifference)),
    accept: base
      .route({ method: 'POST', path: '/differences/accept' })
      .input(z.object({ paths: z.array(data.resourcePath).max(10_000) }))
      .output(z.array(data.localDifference)),
    discard: base
      .route({ method: 'POST', path: '/differences/discard' })
      .input(z.object({ paths: z.array(data.resourcePath).max(10_000) }))
      .output(z.array(data.localDifference)),
  },
  /** What is written here and has not reached the relay yet. */
  waiting: {
    list: base.route({ method: 'GET', path: '/waiting' }).output(z.array(data.waitingChange)),
  },
  history: historyContract,
  versions: versionsContract,
  timeTravel: timeTravelContract,
  backups: backupsContract,
  realities: realitiesContract,
  repo: repoContract,
  sideBySide: sideBySideContract,
  compare: compareContract,
}

type Procedures = typeof procedures
/** Named, so that what is inferred from it can be written down: spelled out it is longer than the compiler takes. */
export interface Contract extends Procedures {}
export const contract: Contract = procedures
