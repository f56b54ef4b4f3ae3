/**
 * Judges a merge: what it lost, doubled or spoiled, whether its text loads, and what it chose without saying so.
 *
 * A node is lost if both sides kept it or one side added it, and it is neither in the result nor listed. An edit is
 * lost if only one side made it (or both made the same) and it is neither in the result nor listed. A value is spoiled
 * if nobody touched it and it is another one. A choice is silent if both sides set one thing to different values, the
 * result has one of them, and it is not listed.
 */
import {
  changes,
  type Edit,
  editsOf,
  isKept,
  isSameEdit,
  overlap,
  resourceEdits,
  resourceParts,
  standing,
} from './edits.ts'
import { createListing, type Listed, type Listing } from './listing.ts'
import { matchNodes, type Versions } from './matching.ts'
import { type KeyedScene, textOf } from './meaning.ts'
import { lostOrders } from './order.ts'
import { readScene } from './reader.ts'
import { type Register, type Registers, registerName, registersOf } from './registers.ts'
import { ReadFault } from './value.ts'

export interface Verdict {
  /** No result at all: a person has to finish it by hand. */
  readonly blocked: boolean
  /** Why the result would not load whole. */
  readonly unloadable: readonly string[]
  readonly lostNodes: readonly string[]
  readonly doubledNodes: readonly string[]
  readonly lostEdits: readonly string[]
  readonly spoiled: readonly string[]
  readonly silent: readonly string[]
}

/** The three texts of a merge, read once for all that are judged on them. */
export interface MergeCase {
  readonly texts: Versions<Registers>
  readonly edits: { readonly ours: readonly Edit[]; readonly theirs: readonly Edit[] }
}

export interface Outcome {
  /** Null if the merge gave none. */
  readonly text: string | null
  readonly listed: readonly Listed[]
}

const NOTHING: Verdict = {
  blocked: false,
  unloadable: [],
  lostNodes: [],
  doubledNodes: [],
  lostEdits: [],
  spoiled: [],
  silent: [],
}

export function mergeCase(
  versions: Versions<KeyedScene>,
  knownBase: Registers = registersOf(versions.base, null),
): MergeCase {
  const texts = {
    base: knownBase,
    ours: registersOf(versions.ours, versions.base),
    theirs: registersOf(versions.theirs, versions.base),
  }
  return { texts, edits: { ours: editsOf(texts.base, texts.ours), theirs: editsOf(texts.base, texts.theirs) } }
}

export function judge(of: MergeCase, outcome: Outcome): Verdict {
  if (outcome.text === null) return { ...NOTHING, blocked: true }
  const { base, ours, theirs } = of.texts
  const inputs = [ours, theirs, base]
  let result: Registers
  try {
    const scene = readScene(outcome.text)
    const keys = matchNodes(
      scene,
      inputs.map(each => each.keyed),
      'extra',
    )
    result = registersOf({ scene, keys }, base.keyed)
  } catch (error) {
    if (!(error instanceof ReadFault)) throw error
    return { ...NOTHING, unloadable: [error.message] }
  }
  const listing = createListing(outcome.listed, { ...of.texts, result }, [...of.edits.ours, ...of.edits.theirs])
  const lostNodes = missingNodes(of, result).filter(key => !listing.hasNode(key))
  const accounted = { result, listing, lost: new Set(lostNodes) }
  const before = new Set(inputs.flatMap(each => each.keyed.scene.faults))
  return {
    blocked: false,
    unloadable: result.keyed.scene.faults.filter(fault => !before.has(fault)),
    lostNodes: lostNodes.map(key => describeNode(key, inputs)),
    doubledNodes: doubled(result, inputs),
    lostEdits: [...lostEdits(of, accounted), ...lostOrders(of.texts, result, listing)],
    spoiled: spoiled(of, accounted),
    silent: silentChoices(of, accounted),
  }
}

interface Accounted {
  readonly result: Registers
  readonly listing: Listing
  /** What is said of a lost node is not said again of each of its properties. */
  readonly lost: ReadonlySet<string>
}

function missingNodes({ texts: { base, ours, theirs } }: MergeCase, result: Registers): string[] {
  const kept = [...base.nodeOf.keys()].filter(key => ours.nodeOf.has(key) && theirs.nodeOf.has(key))
  const added = [...ours.nodeOf.keys(), ...theirs.nodeOf.keys()].filter(key => !base.nodeOf.has(key))
  return [...new Set([...kept, ...added])].filter(key => !result.nodeOf.has(key))
}

/** Two nodes of one identity, and nodes that nobody made. */
function doubled(result: Registers, inputs: readonly Registers[]): string[] {
  const { scene, keys } = result.keyed
  return scene.nodes
    .filter(node => {
      const key = keys[node.index] ?? ''
      return result.nodeOf.get(key) !== node || inputs.every(each => !each.nodeOf.has(key))
    })
    .map(node => node.path)
}

function lostEdits(of: MergeCase, { result, listing, lost }: Accounted): string[] {
  const { ours, theirs } = of.edits
  const touched = { ours: touchedKeys(ours, of.texts.ours), theirs: touchedKeys(theirs, of.texts.theirs) }
  const check = (
    [side, other]: readonly [Registers, Registers],
    edits: readonly Edit[],
    others: readonly Edit[],
    isTouched: ReadonlySet<string>,
  ) => {
    const byRegister = groupByRegister(others)
    const own = new Set(copiedEdits(of.texts.base, side).flatMap(resourceParts))
    const through = copiedEdits(of.texts.base, other).filter(each => !resourceParts(each).some(part => own.has(part)))
    const shared = new Set([...sharedEdits(edits, [...others, ...through]), ...listing.resources])
    return edits.filter(edit => {
      if (isAbout(edit, lost) || isKept(edit, result, shared) || listing.has(edit)) return false
      if (isElsewhere(edit, { side, other, base: of.texts.base, result }) || isCopyOf(edit, side, result)) return false
      if (isDeletion(edit) && isTouched.has(edit.about.key ?? '')) return false
      return (byRegister.get(edit.register) ?? []).every(other => !overlap(edit, other) || isSameEdit(edit, other))
    })
  }
  const found = [
    ...check([of.texts.ours, of.texts.theirs], ours, theirs, touched.theirs),
    ...check([of.texts.theirs, of.texts.ours], theirs, ours, touched.ours),
  ]
  return [...new Set(found.map(edit => describe(edit, of, result)))]
}

function spoiled(of: MergeCase, { result, listing, lost }: Accounted): string[] {
  const touched = new Set([...of.edits.ours, ...of.edits.theirs].map(edit => edit.register))
  const found: string[] = []
  for (const [register, about] of of.texts.base.byName) {
    if (touched.has(register) || about.aspect === 'node') continue
    const edit: Edit = { register, about, path: [], value: about.meaning }
    const isHere = (key: string | null) => key === null || result.nodeOf.has(key)
    if (!isHere(about.key) || !isHere(about.otherKey) || isAbout(edit, lost)) continue
    // A side that deleted the node has no such register: what it would have said is not known.
    if (!of.texts.ours.byName.has(register) || !of.texts.theirs.byName.has(register)) continue
    if (!isKept(edit, result) && !listing.has(edit)) found.push(describe(edit, of, result))
  }
  return found
}

function silentChoices(of: MergeCase, { result, listing, lost }: Accounted): string[] {
  const others = groupByRegister(of.edits.theirs)
  const found = new Set<string>()
  for (const edit of of.edits.ours) {
    for (const other of others.get(edit.register) ?? []) {
      if (!overlap(edit, other) || isSameEdit(edit, other)) continue
      if (listing.has(edit) || listing.has(other) || isAbout(edit, lost)) continue
      const outer = edit.path.length <= other.path.length ? edit : other
      const stands = standing(outer, result)
      const isOneSide = [of.texts.base, of.texts.ours, of.texts.theirs].some(each => standing(outer, each) === stands)
      if (isOneSide) found.add(describe(outer, of, result))
    }
  }
  return [...found]
}

/** Nodes a side did something to, and all above them, in its own text and by its own account. */
function touchedKeys(edits: readonly Edit[], side: Registers): Set<string> {
  const touched = new Set<string>()
  for (const { about, value } of edits) {
    if (about.aspect === 'node' && value === null) continue
    if (about.aspect === 'connection' && value === null) continue
    for (const key of [about.key, about.otherKey]) {
      for (let at = key === null ? undefined : side.nodeOf.get(key); at !== undefined; at = at.parent ?? undefined) {
        touched.add(side.keyed.keys[at.index] ?? '')
      }
    }
  }
  return touched
}

/** What the other side did to resources that both have, and what may be anything, for both did something to it. */
function sharedEdits(edits: readonly Edit[], others: readonly Pick<Edit, 'path' | 'value'>[]): Set<string> {
  const byBoth = new Set(edits.flatMap(resourceParts))
  const met = others.flatMap(resourceParts).filter(part => byBoth.has(part))
  return new Set([...others.flatMap(resourceEdits), ...met])
}

/** What a side did to resources of the base that it reaches through copies alone, the first nodes being gone. */
function copiedEdits(base: Registers, side: Registers): Pick<Edit, 'path' | 'value'>[] {
  const first = new Map<string, Register>()
  for (const about of base.byName.values()) {
    const id = about.aspect === 'property' && about.key !== null ? resourceOf(about.key, about.name, base) : null
    if (id !== null && !first.has(id)) first.set(id, about)
  }
  return [...side.byName.values()].flatMap(about => {
    if (about.aspect !== 'property' || about.key === null || base.nodeOf.has(about.key)) return []
    const was = first.get(resourceOf(about.key, about.name, side) ?? '')
    return was === undefined ? [] : changes(was.meaning, about.meaning, key => side.nodeOf.has(key))
  })
}

interface Copied {
  readonly side: Registers
  readonly other: Registers
  readonly base: Registers
  readonly result: Registers
}

/** The node is gone, and the resource in it that was edited is there in another one that shares it: anybody's duplicate. */
function isElsewhere(edit: Edit, { side, other, base, result }: Copied): boolean {
  const { key, aspect, name } = edit.about
  if (key === null || aspect !== 'property' || edit.path.length === 0 || result.nodeOf.has(key)) return false
  const registerOf = (node: string) => registerName({ key: node, aspect, name })
  const isThere = (register: string, text: Registers) =>
    text.byName.has(register) && isKept({ ...edit, register }, text)
  const shared = resourceOf(key, name, base)
  const isSharedBy = (node: string, text: Registers) =>
    shared !== null && !base.nodeOf.has(node) && resourceOf(node, name, text) === shared
  return [...result.nodeOf.keys()].some(node => {
    const register = registerOf(node)
    return isThere(register, result) && (isThere(register, side) || isSharedBy(node, other))
  })
}

/** The id in the file of the resource that a property is; both sides know those of the base by the same ids. */
function resourceOf(node: string, property: string, text: Registers): string | null {
  const value = text.nodeOf.get(node)?.properties.get(property)
  return value?.kind === 'sub' ? value.id : null
}

/** A resource that a new node shares with the one it was copied from, and still shares with it: it is judged there. */
function isCopyOf({ about, path, register }: Edit, side: Registers, result: Registers): boolean {
  if (about.aspect !== 'property' || path.length > 0) return false
  const [made, is] = [side, result].map(text => standing({ register, path: [] }, text))
  if (made?.startsWith('resource ') !== true) return false
  return [...side.nodeOf.keys()]
    .map(key => registerName({ key, aspect: about.aspect, name: about.name }))
    .some(
      other =>
        other !== register &&
        standing({ register: other, path: [] }, side) === made &&
        standing({ register: other, path: [] }, result) === is,
    )
}

function isDeletion({ about, value }: Edit): boolean {
  return about.aspect === 'node' && value === null
}

function isAbout({ about }: Edit, keys: ReadonlySet<string>): boolean {
  return [about.key, about.otherKey].some(key => key !== null && keys.has(key))
}

function groupByRegister(edits: readonly Edit[]): Map<string, Edit[]> {
  const groups = new Map<string, Edit[]>()
  for (const edit of edits) {
    const group = groups.get(edit.register)
    if (group === undefined) groups.set(edit.register, [edit])
    else group.push(edit)
  }
  return groups
}

const LONGEST_TEXT = 120

function describe(edit: Edit, { texts }: MergeCase, result: Registers): string {
  const { about, path, value } = edit
  const inputs = [texts.ours, texts.theirs, texts.base]
  const what = [about.aspect, about.name, ...path].filter(part => part !== '').join(' ')
  const where = about.key === null ? 'the scene' : describeNode(about.key, inputs)
  const wanted = value === null ? 'nothing' : textOf(value).slice(0, LONGEST_TEXT)
  return `${where}: ${what} should be ${wanted}, is ${standing(edit, result)?.slice(0, LONGEST_TEXT) ?? 'nothing'}`
}

function describeNode(key: string, inputs: readonly Registers[]): string {
  const paths = inputs.map(each => each.nodeOf.get(key)?.path).filter(path => path !== undefined)
  return `${paths[0] ?? '?'} (${key})`
}
