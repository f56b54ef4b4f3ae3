/** One changed register of a file, merged into the document. */
import type { RegisterValue } from '../../registers/registers.ts'
import { endStructure } from '../commands/properties.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { areComparable, joinParts, NO_PART, splitParts } from '../parts.ts'
import { ownerPrefix, parseRegisterKey, partKey } from '../register-key.ts'
import { sameRegister } from './same-register.ts'

/** More changed parts than this are set as one value: a register a cell is too heavy for a whole map. */
const PARTS_AT_ONCE = 2000

/** True where something was set. `clocks`: what the file's writer had seen. */
export function applyRegister(
  editor: SceneEditor,
  tx: SceneTransaction,
  register: string,
  from: RegisterValue,
  to: RegisterValue,
  context: { readonly format: number; readonly clocks: ReadonlyMap<number, number> },
): boolean {
  const { format, clocks } = context
  const key = parseRegisterKey(register)
  if (key?.slot === 'part') return applyPart(editor, tx, register, from, to, context)
  if (key?.slot === 'property') endStructure(editor, tx, register)
  if (applyParts(editor, tx, register, from, to, context)) return true
  const present = wholeValue(editor, register)
  if (sameRegister(present, to, format)) return false
  tx.contest(register, to, from, clocks)
  if (key?.slot !== 'property') return true
  // The new whole holds the parts its writer saw; those they did not see stay on top of it.
  for (const part of editor.document.resolver.partsOf(ownerPrefix(register), key.name)) {
    const { registers } = editor.document
    if (registers.claims(part).every(claim => registers.isSeenBy(part, claim.writer, clocks))) tx.set(part, NO_PART)
  }
  if (to === null) removeEntries(tx, register, key.name, from, context)
  return true
}

/** Who takes a dictionary away takes each of its entries away: one that somebody set meanwhile is contested. */
function removeEntries(
  tx: SceneTransaction,
  register: string,
  name: string,
  from: RegisterValue,
  { format, clocks }: { readonly format: number; readonly clocks: ReadonlyMap<number, number> },
): void {
  const entries = typeof from === 'string' && from.startsWith('{') ? splitParts(name, from, format) : null
  if (entries === null || entries.size > PARTS_AT_ONCE) return
  for (const [part, text] of entries) tx.contest(partKey(ownerPrefix(register), name, part), null, text, clocks)
}

/** A part of a structure; one that says so already is left alone. */
function applyPart(
  editor: SceneEditor,
  tx: SceneTransaction,
  register: string,
  from: RegisterValue,
  to: RegisterValue,
  { format, clocks }: { readonly format: number; readonly clocks: ReadonlyMap<number, number> },
): boolean {
  const present = editor.document.registers.get(register)
  if (present !== undefined && present !== NO_PART && sameRegister(present, to, format)) return false
  tx.contest(register, to, from, clocks)
  return true
}

/** The value with its parts in it, references by identity. */
function wholeValue(editor: SceneEditor, register: string): RegisterValue {
  const { registers, seed, resolver, scene } = editor.document
  const own = registers.get(register)
  const value = own === undefined ? seed.value(register) : own
  const key = parseRegisterKey(register)
  if (key?.slot !== 'property') return value
  const parts = resolver.partsOf(ownerPrefix(register), key.name)
  if (parts.length === 0) return value
  const set = new Map<string, string | null>()
  for (const part of parts) {
    const partKey = parseRegisterKey(part)
    const partValue = registers.get(part)
    if (partKey?.slot === 'part') set.set(partKey.part, typeof partValue === 'string' ? partValue : null)
  }
  return joinParts(key.name, typeof value === 'string' ? value : null, set, scene.format)
}

/** Entries, components and cells on their own, where both texts have parts; false where they have not. */
function applyParts(
  editor: SceneEditor,
  tx: SceneTransaction,
  register: string,
  from: RegisterValue,
  to: RegisterValue,
  { format, clocks }: { readonly format: number; readonly clocks: ReadonlyMap<number, number> },
): boolean {
  const key = parseRegisterKey(register)
  if (key?.slot !== 'property' || typeof from !== 'string' || typeof to !== 'string') return false
  const before = splitParts(key.name, from, format)
  const after = splitParts(key.name, to, format)
  const present = wholeValue(editor, register)
  const now = typeof present === 'string' ? splitParts(key.name, present, format) : null
  if (before === null || after === null || now === null) return false
  if (!areComparable(before, after) || !areComparable(before, now)) return false
  const changed: string[] = []
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(part) !== after.get(part)) changed.push(part)
  }
  if (changed.length === 0 || changed.length > PARTS_AT_ONCE) return false
  for (const part of changed) {
    const partRegister = partKey(ownerPrefix(register), key.name, part)
    const wanted = after.get(part) ?? null
    if ((now.get(part) ?? null) === wanted) continue
    tx.contest(partRegister, wanted, before.get(part) ?? null, clocks)
  }
  return true
}
