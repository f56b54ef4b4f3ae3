/**
 * Identities for both sides of a merge, each from the base. What both added is one thing where it is alike, and two where
 * it is not: a node without a `unique_id` is its path, and two people may use one path for different nodes (MRG7).
 */
import type { SceneText } from '../codec/scene-text.ts'
import { fieldString, fieldText } from '../codec/scene-text.ts'
import type { FileModel } from '../file-model.ts'
import { type FileStructure, type RawNode, readProperties, readStructure } from '../file-structure.ts'
import { pathNodeId } from '../identity.ts'
import { matchNodeIds, nameTheRest } from '../intake/match.ts'
import { type NeutralTexts, neutralTexts } from '../intake/neutral-text.ts'
import { sceneOfModel } from '../model-scene.ts'

export interface SideIds {
  readonly ours: string[]
  readonly theirs: string[]
}

/** Of their properties, at least this much is equal where two sides mean one node. */
const ALIKE = 0.5

export function nameSides(base: FileModel, ours: SceneText, theirs: SceneText): SideIds {
  const left = readSide(ours, base)
  const right = readSide(theirs, base)
  const apart = unlikeNodes(base, left, right)
  const scene = sceneOfModel(base)
  for (const side of [left, right]) {
    if (apart.size > 0) nameApart(side, apart, base)
    nameTheRest(side.structure, base, scene, side.ids)
  }
  return { ours: left.ids, theirs: right.ids }
}

interface Side {
  readonly structure: FileStructure
  readonly texts: NeutralTexts
  readonly ids: string[]
}

function readSide(file: SceneText, base: FileModel): Side {
  const structure = readStructure(file)
  return { structure, texts: neutralTexts(structure), ids: matchNodeIds(structure, base) }
}

/** Ids that both sides gave to nodes of their own which have little in common. */
function unlikeNodes(base: FileModel, left: Side, right: Side): Set<string> {
  const others = new Map(right.structure.nodes.map(node => [right.ids[node.section] ?? '', node]))
  const apart = new Set<string>()
  for (const node of left.structure.nodes) {
    const id = left.ids[node.section] ?? ''
    const other = others.get(id)
    if (other === undefined || base.nodes.has(id) || node.uniqueId > 0 || node.isOverride) continue
    if (!isAlike(left, node, right, other)) apart.add(id)
  }
  return apart
}

function isAlike(left: Side, node: RawNode, right: Side, other: RawNode): boolean {
  if (kindOf(left, node) !== kindOf(right, other)) return false
  const mine = propertiesOf(left, node)
  const theirs = propertiesOf(right, other)
  const names = new Set([...mine.keys(), ...theirs.keys()])
  let equal = 0
  for (const name of names) if (mine.get(name) === theirs.get(name)) equal += 1
  return names.size === 0 || equal / names.size >= ALIKE
}

/** New names from what the nodes say; what hangs below them follows. */
function nameApart(side: Side, apart: ReadonlySet<string>, base: FileModel): void {
  const renamed = new Map<string, string>()
  const taken = new Set(side.ids)
  for (const node of side.structure.nodes) {
    const id = side.ids[node.section] ?? ''
    if (base.nodes.has(id) || node.uniqueId > 0) continue
    const parent = side.ids[side.structure.nodes[node.parent]?.section ?? -1] ?? ''
    const isBelow = [...renamed.values()].includes(parent)
    if (!apart.has(id) && !isBelow) continue
    const says = [...propertiesOf(side, node)].map(([name, text]) => `${name}=${text}`)
    let fresh = pathNodeId([parent, node.inside, node.name, kindOf(side, node), ...(isBelow ? [] : says)].join('\n'))
    while (taken.has(fresh)) fresh += '_'
    taken.add(fresh)
    renamed.set(id, fresh)
    side.ids[node.section] = fresh
  }
}

function kindOf({ structure: { file }, texts }: Side, node: RawNode): string {
  const section = file.sections[node.section]
  if (section === undefined) return ''
  return `${fieldString(file, section, 'type') ?? ''}|${texts.of(fieldText(file, section, 'instance') ?? '')}`
}

function propertiesOf({ structure: { file }, texts }: Side, node: RawNode): Map<string, string> {
  const section = file.sections[node.section]
  if (section === undefined) return new Map()
  return new Map([...readProperties(file, section)].map(([name, text]) => [name, texts.of(text)]))
}
