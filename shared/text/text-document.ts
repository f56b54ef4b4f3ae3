/**
 * One text, as everybody edits it: a Y.Doc with one Y.Text, born once from the file.
 *
 * The seed is a pure function of the file's characters, as a scene's is (ADR 0003): two hosts that import one file make
 * the same bytes, and the import's client id is used nowhere else.
 *
 *     const document = openTextDocument(doc)
 *     document.text.insert(0, '# Plan\n')
 *     document.raw()   // as the file has it
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as Y from 'yjs'
import { AppError } from '../contract/errors.ts'
import type { Seed } from '../scene/seed.ts'
import { joinText, type LineEnding, splitText } from './text-file.ts'

/** Raised when a text would be read differently. A newer one is opened read-only. */
export const TEXT_FORMAT = 1

export const TEXT_TYPE = 'text'
export const SEED_MAP = 'seed'
/** How the file writes the text, where that was changed since. */
const FILE_MAP = 'file'
const DOMAIN = 'text\n'

export interface TextDocument {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly ending: LineEnding
  readonly hasMark: boolean
  /** What the file is to hold. */
  raw(): string
  /** Inside a transaction. */
  setForm(form: { readonly ending: LineEnding; readonly hasMark: boolean }): void
}

export function buildTextSeed(raw: string): Seed {
  const { body, ending, hasMark } = splitText(raw)
  const doc = new Y.Doc()
  doc.clientID = clientFrom(DOMAIN + raw)
  doc.transact(() => {
    const seed = doc.getMap(SEED_MAP)
    seed.set('format', TEXT_FORMAT)
    seed.set('kind', 'text')
    seed.set('ending', ending)
    seed.set('mark', hasMark)
    doc.getText(TEXT_TYPE).insert(0, body)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { update, hash: bytesToHex(sha256(update)) }
}

/** Throws AppError UNREADABLE for a document that is no text, has not arrived whole, or is of a newer format. */
export function openTextDocument(doc: Y.Doc): TextDocument {
  const seed = doc.getMap(SEED_MAP)
  const form = doc.getMap(FILE_MAP)
  const format = seed.get('format')
  if (typeof format !== 'number' || seed.get('kind') !== 'text') {
    throw new AppError('UNREADABLE', 'This document has no text yet: it has not arrived whole.')
  }
  // TXT8
  if (format > TEXT_FORMAT) {
    throw new AppError('UNREADABLE', 'This text was made by a newer version of Weft. Update Weft to edit it.')
  }
  const text = doc.getText(TEXT_TYPE)
  const read = (key: string) => form.get(key) ?? seed.get(key)
  const endingNow = (): LineEnding => (read('ending') === '\r\n' ? '\r\n' : '\n')
  const hasMarkNow = () => read('mark') === true
  return {
    doc,
    text,
    get ending() {
      return endingNow()
    },
    get hasMark() {
      return hasMarkNow()
    },
    raw: () => joinText({ body: text.toJSON(), ending: endingNow(), hasMark: hasMarkNow() }),
    setForm({ ending, hasMark }) {
      if (ending !== endingNow()) form.set('ending', ending)
      if (hasMark !== hasMarkNow()) form.set('mark', hasMark)
    },
  }
}

/** A client id that only this content has; live replicas draw theirs at random. */
export function clientFrom(content: string): number {
  const digest = sha256(utf8ToBytes(content))
  return ((digest[0] ?? 0) * 2 ** 24 + ((digest[1] ?? 0) << 16) + ((digest[2] ?? 0) << 8) + (digest[3] ?? 0)) >>> 0
}
