/**
 * Who the writers of a text are: each session says so in the document, with its first edit and in the same step, as in a
 * scene. What a file brought is nobody's by name (TXT10).
 */
import type * as Y from 'yjs'

export interface TextPerson {
  readonly name: string
  /** Index into the ten hues of people. */
  readonly color: number
}

const PEOPLE_MAP = 'people'
const NAME_LENGTH = 60
const HUES = 10

/** By client id. */
export function peopleOf(doc: Y.Doc): ReadonlyMap<number, TextPerson> {
  const people = new Map<number, TextPerson>()
  for (const [key, value] of doc.getMap(PEOPLE_MAP).entries()) {
    const client = Number.parseInt(key, 36)
    // A peer may put anything there.
    if (!Array.isArray(value) || !Number.isSafeInteger(client)) continue
    const [name, color] = value as unknown[]
    if (typeof name === 'string') people.set(client, { name: name.slice(0, NAME_LENGTH), color: hue(color) })
  }
  return people
}

/** Signs what is edited in this replica from now on. `isSigned`: whether edits of this origin are the person's. */
export function signEdits(doc: Y.Doc, person: () => TextPerson | null, isSigned: (origin: unknown) => boolean): void {
  doc.on('beforeTransaction', (transaction: Y.Transaction) => {
    if (!transaction.local || !isSigned(transaction.origin)) return
    const who = person()
    if (who === null) return
    const people = doc.getMap(PEOPLE_MAP)
    const key = doc.clientID.toString(36)
    const present = people.get(key)
    if (Array.isArray(present) && present[0] === who.name && present[1] === who.color) return
    people.set(key, [who.name, who.color])
  })
}

function hue(color: unknown): number {
  return typeof color === 'number' && Number.isInteger(color) && color >= 0 && color < HUES ? color : 0
}
