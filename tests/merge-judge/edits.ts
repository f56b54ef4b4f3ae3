/**
 * What a side of a merge did to its base, as edits of registers; and whether a third text has such an edit.
 * An edit that another one implies (what a deleted node held, its connections) is not one of its own.
 */
import { isCarriedInto, isLeaf, type Leaf, lastName, type Meaning, textOf } from './meaning.ts'
import type { Register, Registers } from './registers.ts'

export interface Edit {
  /** Name of the register, as `registerName` says it. */
  readonly register: string
  readonly about: Register
  /** Within the value: `shape`, `size`. Empty for all of it. */
  readonly path: readonly string[]
  /** What it was set to; null if removed. */
  readonly value: Meaning | null
}

export function editsOf(base: Registers, side: Registers): Edit[] {
  const edits: Edit[] = []
  for (const [name, was] of base.byName) {
    const is = side.byName.get(name)
    if (is === undefined) {
      if (was.aspect === 'node' || !isGone(was, side)) edits.push({ register: name, about: was, path: [], value: null })
      continue
    }
    for (const { path, value } of changes(was.meaning, is.meaning, alive(side))) {
      if (isLeftBehind(partOf(was.meaning, path), value, alive(side))) continue
      edits.push({ register: name, about: is, path, value })
    }
  }
  for (const [name, is] of side.byName) {
    if (!base.byName.has(name)) edits.push({ register: name, about: is, path: [], value: is.meaning })
  }
  return edits
}

/** One register is part of the other: setting both cannot both be kept. */
export function overlap(a: Edit, b: Edit): boolean {
  if (a.register !== b.register) return false
  return a.path.slice(0, b.path.length).every((part, i) => part === b.path[i])
}

export function isSameEdit(a: Edit, b: Edit): boolean {
  if (a.register !== b.register || a.path.length !== b.path.length || !overlap(a, b)) return false
  if (a.value === null || b.value === null) return a.value === b.value
  return changes(a.value, b.value, () => true).length === 0
}

/**
 * The text has what the edit made. `shared`: what the other side did to resources (`resourceEdits`), for a value may
 * hold a resource that others use too, and that the other side changed for all.
 */
export function isKept(edit: Edit, result: Registers, shared: ReadonlySet<string> = new Set()): boolean {
  const found = partOf(result.byName.get(edit.register)?.meaning, edit.path)
  if (edit.value === null || found === undefined) return edit.value === null && found === undefined
  return changes(edit.value, found, alive(result)).every(change =>
    [resourceEdits, resourceParts].some(of =>
      of({ path: [...edit.path, ...change.path], value: change.value }).some(each => shared.has(each)),
    ),
  )
}

/** What an edit is to each resource on its way: `size=Vector2(1, 1)`, wherever that resource is used. */
export function resourceEdits({ path, value }: Pick<Edit, 'path' | 'value'>): string[] {
  const to = value === null ? '' : textOf(value)
  return resourceParts({ path }).map(part => `${part}=${to}`)
}

/** The same, whatever it was set to. */
export function resourceParts({ path }: Pick<Edit, 'path'>): string[] {
  return path.map((_, i) => `${path.slice(i).map(trackName).join('/')}/`)
}

/** Tracks go by their number where they are listed, by what they animate here. */
function trackName(part: string): string {
  return part.replace(/^track .*\//, 'tracks/')
}

/** What stands at an edit's place, as a text; null for nothing. */
export function standing(edit: Pick<Edit, 'register' | 'path'>, text: Registers): string | null {
  const found = partOf(text.byName.get(edit.register)?.meaning, edit.path)
  return found === undefined ? null : textOf(found)
}

export interface Change {
  readonly path: readonly string[]
  readonly value: Meaning | null
}

/** The smallest parts in which two values differ. `isAlive`: the node with this key is in the second text. */
export function changes(was: Meaning, is: Meaning, isAlive: (key: string) => boolean): Change[] {
  if (was === is) return []
  if (isLeaf(was) || isLeaf(is)) {
    return isLeaf(was) && isLeaf(is) && isSameLeaf(was, is, isAlive) ? [] : [{ path: [], value: is }]
  }
  if (was.sort !== is.sort) return [{ path: [], value: is }]
  const found: Change[] = []
  for (const [name, part] of was.parts) {
    const other = is.parts.get(name)
    if (other === undefined) found.push({ path: [name], value: null })
    else for (const { path, value } of changes(part, other, isAlive)) found.push({ path: [name, ...path], value })
  }
  for (const [name, part] of is.parts) if (!was.parts.has(name)) found.push({ path: [name], value: part })
  return found
}

/** A path leads to the same node, whatever it is called now. To a node that is gone its text stays, or the track does. */
function isSameLeaf(was: Leaf, is: Leaf, isAlive: (key: string) => boolean): boolean {
  if (was.target !== null && is.target?.key === was.target.key && is.target.rest === was.target.rest) return true
  return (was.target === null || !isAlive(was.target.key)) && was.text === is.text
}

/**
 * A path to a node that the side deleted, after it had renamed or moved what is above it: the editor rewrote it then, and
 * left it so when the node went. What the path still ends in is the node's name.
 */
function isLeftBehind(was: Meaning | undefined, is: Meaning | null, isAlive: (key: string) => boolean): boolean {
  if (was === undefined || is === null || !isLeaf(was) || !isLeaf(is)) return false
  if (was.target === null || isAlive(was.target.key) || was.text === is.text) return false
  return (is.target === null && lastName(was) === lastName(is)) || isCarriedInto(is, was)
}

function partOf(meaning: Meaning | undefined, path: readonly string[]): Meaning | undefined {
  let at = meaning
  for (const name of path) at = at === undefined || isLeaf(at) ? undefined : at.parts.get(name)
  return at
}

function alive(text: Registers): (key: string) => boolean {
  return key => text.nodeOf.has(key)
}

function isGone(register: Register, side: Registers): boolean {
  const isHere = alive(side)
  return (register.key !== null && !isHere(register.key)) || (register.otherKey !== null && !isHere(register.otherKey))
}
