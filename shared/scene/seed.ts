/**
 * The birth of a scene document: one import update, a pure function of the file's text.
 *
 * The seed holds the text itself, once. Everything the text says is read from it when the document is opened; the
 * document keeps only what people set since. So a seed is as small as its file, two hosts that import one file make the
 * same bytes, and opening needs no 100,000 registers (ADR 0003). The import's client id is used nowhere else.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as Y from 'yjs'
import { AppError } from '../contract/errors.ts'

/** Raised when identities or registers would be read differently. A newer one is opened read-only. */
export const SCENE_FORMAT = 1

const SEED_MAP = 'seed'

export interface Seed {
  /** A Yjs update, format v1. */
  readonly update: Uint8Array
  /** SHA-256 of the update, hex. */
  readonly hash: string
}

export function buildSeed(text: string): Seed {
  const doc = new Y.Doc()
  doc.clientID = importClient(text)
  doc.transact(() => {
    const seed = doc.getMap(SEED_MAP)
    seed.set('format', SCENE_FORMAT)
    seed.set('text', text)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { update, hash: bytesToHex(sha256(update)) }
}

/** The text a document was born with. Throws UNREADABLE where there is none or its format is newer than this version. */
export function readSeed(doc: Y.Doc): string {
  const seed = doc.getMap(SEED_MAP)
  const format = seed.get('format')
  const text = seed.get('text')
  if (typeof format !== 'number' || typeof text !== 'string') {
    throw new AppError('UNREADABLE', 'This document has no seed yet: it has not arrived whole.')
  }
  // SCN4
  if (format > SCENE_FORMAT) {
    throw new AppError('UNREADABLE', 'This scene was made by a newer version of Weft. Update Weft to edit it.')
  }
  return text
}

/** A client id that only this text's import has; live replicas draw theirs at random. */
function importClient(text: string): number {
  const digest = sha256(utf8ToBytes(text))
  return ((digest[0] ?? 0) * 2 ** 24 + ((digest[1] ?? 0) << 16) + ((digest[2] ?? 0) << 8) + (digest[3] ?? 0)) >>> 0
}
