/** What was written in a text beyond what somebody had seen of it. Pure. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { SEED_MAP, TEXT_TYPE, type TextDocument } from './text-document.ts'
import { peopleOf } from './text-people.ts'

export interface TextWork {
  /** Names of those who wrote it, sorted; without those nobody knows. */
  readonly people: readonly string[]
  /** Some of it is of a file that was taken in, or of somebody who did not say who they are. */
  readonly hasUnknown: boolean
  /** Characters that came and stand. 0 where some only went. */
  readonly written: number
}

export interface SeenText {
  readonly clocks: ReadonlyMap<number, number>
  /** Digests of what it said; empty for the text as it was born. */
  readonly digests: readonly string[]
}

/** null where nothing lies beyond what was seen, or not all of that is here yet. */
export function textWorkSince(document: TextDocument, { clocks, digests }: SeenText): TextWork | null {
  const { doc } = document
  if (digests.includes(textDigest(document))) return null
  if ([...clocks].some(([client, clock]) => clock > (doc.store.clients.has(client) ? stateOf(document, client) : 0))) {
    return null
  }
  const born = seedClient(document)
  const known = peopleOf(doc)
  const people = new Set<string>()
  let hasUnknown = false
  let written = 0
  // Of several who removed it, nobody may have seen just what it says now.
  let hasGone = digests.length === 1
  for (const { client, clock, length, isGone } of itemsOf(document)) {
    if (client === born) {
      hasGone ||= isGone
      continue
    }
    const fresh = Math.min(length, clock + length - (clocks.get(client) ?? 0))
    if (fresh <= 0 || isGone) continue
    written += fresh
    const person = known.get(client)
    if (person === undefined) hasUnknown = true
    else people.add(person.name)
  }
  if (written === 0 && !hasGone) return null
  return { people: [...people].sort(), hasUnknown: hasUnknown || written === 0, written }
}

/** Clocks of those whose characters stand in it; without the seed's, which everybody has. */
export function textClocks(document: TextDocument): Map<number, number> {
  const born = seedClient(document)
  const clocks = new Map<number, number>()
  for (const { client, clock, length, isGone } of itemsOf(document)) {
    if (client !== born && !isGone) clocks.set(client, Math.max(clock + length, clocks.get(client) ?? 0))
  }
  return clocks
}

export function textDigest(document: TextDocument): string {
  return bytesToHex(sha256(utf8ToBytes(document.raw()))).slice(0, DIGEST_LENGTH)
}

const DIGEST_LENGTH = 24

function stateOf({ doc }: TextDocument, client: number): number {
  const last = doc.store.clients.get(client)?.at(-1)
  return last === undefined ? 0 : last.id.clock + last.length
}

function* itemsOf({ doc }: TextDocument) {
  // reason: only the items say whose the characters are; Yjs keeps them in this list.
  for (let item = doc.getText(TEXT_TYPE)._start; item !== null; item = item.right) {
    const { client, clock } = item.id
    yield { client, clock, length: item.length, isGone: item.deleted }
  }
}

/** Who the text is from as it was born. */
function seedClient({ doc }: TextDocument): number | undefined {
  return doc.getMap(SEED_MAP)._map.get('format')?.id.client
}
