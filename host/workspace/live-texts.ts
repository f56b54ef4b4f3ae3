/** Text documents over their Y.Docs for as long as those are loaded, and what was edited in them in words. */
import type * as Y from 'yjs'
import type { Identity } from '../../shared/contract/data.ts'
import { openTextDocument, type TextDocument } from '../../shared/text/text-document.ts'
import { signEdits } from '../../shared/text/text-people.ts'
import type { Documents, HostDocument } from '../documents/documents.ts'
import { type Described, NOTHING_DESCRIBED } from '../storage/journal.ts'

export interface LiveText extends Disposable {
  readonly host: HostDocument
  readonly text: TextDocument
}

export interface LiveTexts {
  /** Throws AppError NOT_FOUND, or UNREADABLE for a document that is no text or of a newer format. */
  open(document: string): Promise<LiveText>
  /** What was edited since it was last asked: of texts that are loaded. */
  readonly describe: (document: string) => Described
}

export interface LiveTextsDeps {
  readonly documents: () => Documents
  readonly person: () => Identity
  /** Unix ms. */
  readonly now: () => number
  /** `res://…` of a document, for the lines. */
  readonly pathOf: (document: string) => string
}

const LINE_UNITS = 60

export function createLiveTexts({ documents, person, now, pathOf }: LiveTextsDeps): LiveTexts {
  const attached = new WeakMap<Y.Doc, TextDocument>()
  const described = new Map<string, Described>()

  function attach(host: HostDocument): TextDocument {
    const present = attached.get(host.doc)
    if (present !== undefined) return present
    const text = openTextDocument(host.doc)
    signEdits(host.doc, person, isCommand)
    text.text.observe((event, transaction) => {
      if (isKept(transaction.origin)) return
      // The last edit stands for all of one update: what waits is a list of files, not of keystrokes.
      const line = { file: pathOf(host.id), node: '', text: wordsOf(event), kind: 'changed' as const, time: now() }
      described.set(host.id, { lines: [line], people: [] })
    })
    host.doc.on('destroy', () => attached.delete(host.doc))
    attached.set(host.doc, text)
    return text
  }

  return {
    async open(document) {
      const host = await documents().open(document)
      try {
        return { host, text: attach(host), [Symbol.dispose]: () => host[Symbol.dispose]() }
      } catch (error) {
        host[Symbol.dispose]()
        throw error
      }
    },
    describe(document) {
      const found = described.get(document) ?? NOTHING_DESCRIBED
      described.delete(document)
      return found
    },
  }
}

/** For the journal, which does not know what a document is. */
export function describeBoth(
  scenes: Pick<LiveTexts, 'describe'>,
  texts: Pick<LiveTexts, 'describe'>,
): (document: string) => Described {
  return document => {
    const found = texts.describe(document)
    return found.lines.length > 0 ? found : scenes.describe(document)
  }
}

function wordsOf(event: Y.YTextEvent): string {
  const inserted = event.delta.flatMap(({ insert }) => (typeof insert === 'string' ? [insert] : [])).join(' ')
  const line = inserted.trim().split('\n')[0] ?? ''
  return line === '' ? 'text' : line.slice(0, LINE_UNITS)
}

/** Of this host's own: windows sign theirs, and what a file brought has no name. */
function isCommand(origin: unknown): boolean {
  return typeof origin === 'object' && origin !== null && 'kind' in origin && origin.kind === 'command'
}

/** It is in the log already, or was born with the document: no edit. */
function isKept(origin: unknown): boolean {
  if (typeof origin !== 'object' || origin === null || !('kind' in origin)) return false
  return origin.kind === 'storage' || origin.kind === 'seed'
}
