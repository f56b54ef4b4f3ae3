/** TREE3: the note a delete leaves: who, when, and what they had seen. Never the truth of the delete: edges alone decide. */
import * as Y from 'yjs'
import type { RegisterValue } from '../registers/registers.ts'

export interface TrashNote {
  readonly writer: string
  readonly time: number
  readonly clocks: ReadonlyMap<number, number>
  /** Somebody looked at the work below and left it deleted. */
  readonly isSettled: boolean
}

/** `clocks` is an encoded Yjs state vector. */
export function trashNote(writer: string, time: number, clocks: Uint8Array, isSettled = false): RegisterValue {
  let binary = ''
  for (const byte of clocks) binary += String.fromCharCode(byte)
  return [writer, time, btoa(binary), isSettled]
}

/** null where there is no readable note. */
export function readTrashNote(value: RegisterValue | undefined): TrashNote | null {
  if (!Array.isArray(value)) return null
  const [writer, time, encoded, isSettled] = value as readonly RegisterValue[]
  if (typeof writer !== 'string' || typeof encoded !== 'string') return null
  try {
    const clocks = Y.decodeStateVector(Uint8Array.from(atob(encoded), unit => unit.charCodeAt(0)))
    return { writer, time: typeof time === 'number' ? time : 0, clocks, isSettled: isSettled === true }
  } catch {
    // A peer's note that is no state vector: as if nothing had been seen, so that no work is hidden.
    return { writer, time: 0, clocks: new Map(), isSettled: false }
  }
}
