/** What this host knows of documents when it removes files (REP11): read from the store, as far as it is stored. */
import { isAppError } from '../../shared/contract/errors.ts'
import { type SeenDocument, standingClocks, type Witness } from '../../shared/repo/removal-note.ts'
import { REGISTERS_MAP } from '../../shared/scene/document.ts'
import { openTextDocument, SEED_MAP } from '../../shared/text/text-document.ts'
import { textClocks, textDigest } from '../../shared/text/text-work.ts'
import { documentAt } from '../history/moment.ts'
import type { RealityStore } from '../storage/reality-store.ts'

export function createWitness(store: RealityStore, person: Witness['person']): Witness {
  const known = new Map<string, { readonly sequence: number; readonly seen: SeenDocument | null }>()
  return {
    person,
    seenOf(document) {
      const sequence = store.log.last(document)
      if (sequence === 0) return null
      const present = known.get(document)
      if (present?.sequence === sequence) return present.seen
      const seen = readSeen(store, document, sequence)
      known.set(document, { sequence, seen })
      return seen
    },
  }
}

function readSeen(store: RealityStore, document: string, sequence: number): SeenDocument | null {
  try {
    const doc = documentAt(store, document, sequence)
    try {
      if (doc.getMap(SEED_MAP).get('kind') !== 'text') {
        return { clocks: standingClocks(doc.getMap(REGISTERS_MAP)), digest: null }
      }
      const text = openTextDocument(doc)
      return { clocks: textClocks(text), digest: textDigest(text) }
    } finally {
      doc.destroy()
    }
  } catch (error) {
    // What cannot be read was not seen: all that was edited in it is then listed.
    if (isAppError(error)) return null
    throw error
  }
}
