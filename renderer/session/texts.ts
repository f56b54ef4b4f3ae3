/** Text documents of the workspace by path, each with this person's own undo; kept as long as the workspace is open. */
import * as Y from 'yjs'
import { openTextDocument, type TextDocument } from '../../shared/text/text-document.ts'
import { signEdits, type TextPerson } from '../../shared/text/text-people.ts'
import type { ApiClient } from './host-link.ts'
import type { Replicas } from './replicas.ts'

export interface TextSession {
  readonly path: string
  readonly documentId: string
  readonly document: TextDocument
  /** What is edited here, step by step; whoever edits says with which origin. */
  readonly undo: Y.UndoManager
  readonly canWrite: boolean
  /** Why the file is left alone at present. */
  readonly fault: string | null
}

/** null: kept by its bytes, no text. */
export type OpenedTextSession = TextSession | null

export interface Texts {
  /** Throws AppError for a path that is not there. */
  open(path: string): Promise<OpenedTextSession>
  /** False also for one that was not opened yet. */
  isText(path: string): boolean
  clear(): void
}

export interface TextsDeps {
  readonly api: ApiClient
  readonly replicas: Replicas
  /** Whose hand it is; null as long as nobody said so. */
  readonly identity: () => TextPerson | null
}

export function createTexts({ api, replicas, identity }: TextsDeps): Texts {
  const paths = new Map<string, boolean>()
  const held = new Map<string, Pick<TextSession, 'document' | 'undo'>>()
  return {
    async open(path) {
      const answer = await api.texts.open({ path })
      paths.set(path, answer.status !== 'bytes')
      if (answer.status === 'bytes') return null
      const replica = replicas.open(answer.document)
      await replica.whenSynced
      const present = held.get(answer.document)
      const document = present?.document ?? openTextDocument(replica.doc)
      if (present === undefined) signEdits(replica.doc, identity, () => true)
      const undo = present?.undo ?? new Y.UndoManager(document.text, { trackedOrigins: new Set() })
      held.set(answer.document, { document, undo })
      const { canWrite, fault } = answer
      return { path, documentId: answer.document, document, undo, canWrite, fault }
    },
    isText: path => paths.get(path) === true,
    clear() {
      paths.clear()
      for (const { undo } of held.values()) undo.destroy()
      held.clear()
    },
  }
}
