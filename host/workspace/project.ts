/** What the parts that work on the folder share. Built once by `openWorkspace`. */
import type { Logger } from 'pino'
import type { Witness } from '../../shared/repo/removal-note.ts'
import type { OwnedDocuments } from '../documents/create-documents.ts'
import type { FileTable } from '../files/file-table.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import type { Emitter } from './emitter.ts'
import type { LiveScenes } from './live-scenes.ts'
import type { LiveTexts } from './live-texts.ts'
import type { Notices } from './notices.ts'
import type { ProjectTree } from './project-tree.ts'

export interface Project {
  /** Absolute, links resolved. */
  readonly folder: string
  /** The reality that owns the folder. */
  readonly store: RealityStore
  readonly table: FileTable
  readonly documents: OwnedDocuments
  readonly scenes: LiveScenes
  readonly texts: LiveTexts
  readonly tree: ProjectTree
  /** What is known here of the documents, for whoever removes some. */
  readonly witness: Witness
  readonly notices: Notices
  /** Fired when values were added that a stale save would have undone. */
  readonly staleChanged: Emitter<void>
  /** Unix ms. */
  readonly now: () => number
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
}
