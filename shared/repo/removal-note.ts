/**
 * What whoever removed an entry had seen, noted beside the removal: of the tree (REP8), and of each document that went
 * with it (REP11). Work that lies beyond a note was done without knowing of the removal, and the other way round; what
 * is not noted of a document is that nobody had edited it.
 *
 * Clocks are kept only of those whose values stand: others cannot be asked about. All removals of one state name one
 * list of the tree's clocks, so that a thousand files that go at once do not carry it a thousand times.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import * as Y from 'yjs'
import { SEEN_CLOCKS_BYTES } from '../limits.ts'
import type { Registers, RegisterValue } from '../registers/registers.ts'
import { type RepoTree, repoKey } from './repo-tree.ts'

export type Clocks = ReadonlyMap<number, number>

/** What was seen of one document. */
export interface SeenDocument {
  readonly clocks: Clocks
  /** Of a text: what it said, as a digest. Letters that go advance no clock. */
  readonly digest: string | null
}

/** Who removes, and what they have seen of the documents. */
export interface Witness {
  person(): { readonly name: string; readonly color: number }
  /** null for a document nobody has edited since it was born, as far as is known here. */
  seenOf(document: string): SeenDocument | null
}

export interface Remover {
  readonly name: string
  readonly color: number
}

export function noteTreeSeen(tree: RepoTree, id: string, set: SetRegister): void {
  const own = tree.doc.clientID
  // Whatever this session does is no news to it: so all removals of one gesture have one list.
  const clocks = new Map([...standingClocks(tree.doc.getMap('registers'))].filter(([client]) => client !== own))
  clocks.set(own, ALL)
  const bytes = Y.encodeStateVector(clocks)
  if (bytes.length > SEEN_CLOCKS_BYTES) return
  const name = bytesToHex(sha256(bytes)).slice(0, NAME_LENGTH)
  if (!tree.registers.has(repoKey.clocks(name))) set(repoKey.clocks(name), toBase64(bytes))
  set(repoKey.seen(id), SHARED + name)
}

/** Of several who removed one thing, what any of them had seen went knowingly. null where nothing was noted. */
export function treeSeen({ registers }: RepoTree, id: string): Clocks | null {
  const lists = registers.claims(repoKey.seen(id)).flatMap(({ value }) => readList(registers, value) ?? [])
  return lists.length === 0 ? null : highest(lists)
}

export function noteRemover(id: string, { name, color }: Remover, set: SetRegister): void {
  set(repoKey.remover(id), [name, color])
}

/** null for what was removed before removals said who it was, or by a step that is nobody's. */
export function removerOf({ registers }: RepoTree, id: string): Remover | null {
  const value = registers.get(repoKey.remover(id))
  if (!Array.isArray(value)) return null
  const [name, color] = value as readonly RegisterValue[]
  return typeof name === 'string' && typeof color === 'number'
    ? { name: name.slice(0, 60), color: Number.isInteger(color) && color >= 0 && color < 10 ? color : 0 }
    : null
}

export function noteDocumentSeen(id: string, { clocks, digest }: SeenDocument, set: SetRegister): void {
  const bytes = Y.encodeStateVector(new Map(clocks))
  if (bytes.length <= SEEN_CLOCKS_BYTES) set(repoKey.seenDocument(id), [toBase64(bytes), digest])
}

/** `digests`: of a text, any of these was known. Nothing noted is that only the seed was. */
export function documentSeen(
  { registers }: RepoTree,
  id: string,
): { readonly clocks: Clocks; readonly digests: readonly string[] } {
  const lists: Clocks[] = []
  const digests: string[] = []
  for (const { value } of registers.claims(repoKey.seenDocument(id))) {
    if (!Array.isArray(value)) continue
    const [note, digest] = value as readonly RegisterValue[]
    const clocks = typeof note === 'string' ? readClocks(note) : null
    if (clocks === null) continue
    lists.push(clocks)
    if (typeof digest === 'string') digests.push(digest)
  }
  return { clocks: highest(lists), digests }
}

/** Clocks of those whose values stand in a map of registers. */
export function standingClocks(map: Y.Map<unknown>): Map<number, number> {
  const clocks = new Map<number, number>()
  // reason: only the items say whose they are, and Y.Map keeps them nowhere else.
  for (const item of map._map.values()) {
    if (item.deleted) continue
    const { client, clock } = item.id
    if (clock >= (clocks.get(client) ?? 0)) clocks.set(client, clock + 1)
  }
  return clocks
}

export type SetRegister = (register: string, value: RegisterValue) => void

const SHARED = '#'
const NAME_LENGTH = 24
const ALL = Number.MAX_SAFE_INTEGER

function readList(registers: Registers, value: RegisterValue): Clocks | null {
  if (typeof value !== 'string') return null
  if (!value.startsWith(SHARED)) return readClocks(value)
  const list = registers.get(repoKey.clocks(value.slice(SHARED.length)))
  return typeof list === 'string' ? readClocks(list) : null
}

function highest(lists: readonly Clocks[]): Clocks {
  const all = new Map<number, number>()
  for (const clocks of lists) {
    for (const [client, clock] of clocks) all.set(client, Math.max(clock, all.get(client) ?? 0))
  }
  return all
}

function toBase64(bytes: Uint8Array): string {
  let letters = ''
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters)
}

/** null for what a peer put there that is no list of clocks. */
function readClocks(note: string): Clocks | null {
  try {
    return Y.decodeStateVector(Uint8Array.from(atob(note), letter => letter.charCodeAt(0)))
  } catch {
    return null
  }
}
