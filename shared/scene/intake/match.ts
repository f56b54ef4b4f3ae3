/**
 * Whose section is whose: identities for a changed text, from the one it came from.
 *
 * By `unique_id`, then by name under the same parent, then by likeness, so that a rename or a move stays one change.
 * (INT rules in docs/spec/scene.md.)
 */
import { fieldString, fieldText, type SceneText, type Section } from '../codec/scene-text.ts'
import type { FileModel } from '../file-model.ts'
import { type FileStructure, type RawNode, readProperties, readStructure } from '../file-structure.ts'
import { nameConnections, nodeIdentity, pathNodeId } from '../identity.ts'
import type { Scene } from '../scene.ts'
import { type Likened, type Pair, pairByLikeness } from './likeness.ts'
import { matchResources } from './match-resources.ts'
import { type NeutralTexts, neutralTexts } from './neutral-text.ts'

/** Ids of all sections of `file`, in order. `present`: the scene as it is now, where things may have arrived already. */
export function matchIds(file: SceneText, base: FileModel, present: Scene): string[] {
  const structure = readStructure(file)
  const ids = matchNodeIds(structure, base)
  nameTheRest(structure, base, present, ids)
  return ids
}

/** Ids of the nodes alone; the other sections stay empty. */
export function matchNodeIds(structure: FileStructure, base: FileModel): string[] {
  const ids = new Array<string>(structure.file.sections.length).fill('')
  const taken = new Set<string>()
  const nodes = matchNodes(structure, base)
  structure.nodes.forEach((node, i) => {
    const matched = nodes[i]
    const id = matched ?? freshNodeId(node, structure, at => ids[structure.nodes[at]?.section ?? -1] ?? '', taken, base)
    ids[node.section] = id
    taken.add(id)
  })
  return ids
}

/** Ids of resources, connections and the rest, which follow from those of the nodes. */
export function nameTheRest(structure: FileStructure, base: FileModel, present: Scene, ids: string[]): void {
  matchResources(structure, base, present, ids)
  nameConnections(structure, ids)
  structure.file.sections.forEach((section, at) => {
    if (section.tag === 'editable') ids[at] = `=${at}`
  })
}

function freshNodeId(
  node: RawNode,
  structure: FileStructure,
  idAt: (index: number) => string,
  taken: ReadonlySet<string>,
  base: FileModel,
): string {
  let id = nodeIdentity(node, structure, idAt)
  // The number or path is somebody else's in this text: two nodes share a unique_id, or a path was used again.
  if (taken.has(id) || base.nodes.has(id)) id = pathNodeId(`${node.path}\n${node.uniqueId}`)
  while (taken.has(id) || base.nodes.has(id)) id += '_'
  return id
}

/** Base id by index of the new node; undefined for new ones. */
function matchNodes(structure: FileStructure, base: FileModel): (string | undefined)[] {
  const matched: (string | undefined)[] = new Array(structure.nodes.length).fill(undefined)
  const used = new Set<string>()
  const take = (i: number, id: string) => {
    matched[i] = id
    used.add(id)
  }
  if (structure.nodes.length > 0 && base.root !== null) take(0, base.root)
  const baseByUnique = uniqueIndex(base.structure.nodes, node => base.ids[node.section] ?? '')
  const newByUnique = uniqueIndex(structure.nodes, node => node.path)
  structure.nodes.forEach((node, i) => {
    if (i === 0 || node.uniqueId === 0 || node.isOverride) return
    const id = baseByUnique.get(node.uniqueId)
    if (id !== undefined && newByUnique.has(node.uniqueId) && !used.has(id)) take(i, id)
  })
  // What a renamed or moved node holds is found by its place below it, and may show where others went.
  do matchByPlace(structure, base, matched, used, take)
  while (matchByLikeness(structure, base, matched, used, take))
  return matched
}

type Take = (i: number, id: string) => void
type Matched = readonly (string | undefined)[]

function matchByPlace(
  structure: FileStructure,
  base: FileModel,
  matched: Matched,
  used: ReadonlySet<string>,
  take: Take,
): void {
  const byPlace = new Map<string, string>()
  for (const [id, node] of base.nodes) {
    if (node.parent >= 0) byPlace.set(placeKey(parentIn(base, node), node), id)
  }
  structure.nodes.forEach((node, i) => {
    if (matched[i] !== undefined) return
    const parent = matched[node.parent]
    const id = parent === undefined ? undefined : byPlace.get(placeKey(parent, node))
    if (id === undefined || used.has(id)) return
    const other = base.nodes.get(id)
    const isOther = other !== undefined && other.uniqueId > 0 && node.uniqueId > 0 && other.uniqueId !== node.uniqueId
    if (!isOther && other?.isOverride === node.isOverride) take(i, id)
  })
}

function placeKey(parent: string, node: RawNode): string {
  return `${parent}\n${node.inside}\n${node.name}`
}

function parentIn(model: FileModel, node: RawNode): string {
  return model.ids[model.structure.nodes[node.parent]?.section ?? -1] ?? ''
}

/** `unique_id`s that stand once; of repeated ones none says who is who. */
function uniqueIndex(nodes: readonly RawNode[], idOf: (node: RawNode) => string): Map<number, string> {
  const index = new Map<number, string>()
  const repeated = new Set<number>()
  for (const node of nodes) {
    if (node.uniqueId === 0 || node.isOverride) continue
    if (index.has(node.uniqueId)) repeated.add(node.uniqueId)
    index.set(node.uniqueId, idOf(node))
  }
  for (const id of repeated) index.delete(id)
  return index
}

/** Renames and moves in files from before 4.6. True where some were found. */
function matchByLikeness(
  structure: FileStructure,
  base: FileModel,
  matched: Matched,
  used: ReadonlySet<string>,
  take: Take,
): boolean {
  const looseBase = [...base.nodes].filter(([id, node]) => !used.has(id) && !node.isOverride)
  const looseMine = [...structure.nodes.entries()].filter(([i, node]) => matched[i] === undefined && !node.isOverride)
  if (looseBase.length === 0 || looseMine.length === 0) return false
  const baseTexts = neutralTexts(base.structure)
  const texts = neutralTexts(structure)
  const children = childKinds(structure, texts)
  const baseChildren = childKinds(base.structure, baseTexts)
  const baseKinds = Map.groupBy(looseBase, ([, node]) => kindOf(base.structure, node, baseTexts))
  const kinds = Map.groupBy(looseMine, ([, node]) => kindOf(structure, node, texts))
  const found: Pair<number, string>[] = []
  for (const [kind, mine] of kinds) {
    const theirs = baseKinds.get(kind) ?? []
    // Two numbers say that they are two nodes.
    const numbered = theirs.filter(([, node]) => node.uniqueId === 0)
    found.push(
      ...pairUp(
        mine.filter(([, node]) => node.uniqueId === 0),
        theirs,
      ),
      ...pairUp(
        mine.filter(([, node]) => node.uniqueId > 0),
        numbered,
      ),
    )
  }
  const surest = Math.max(...found.map(({ sureness }) => sureness))
  const sure = found.filter(({ sureness }) => sureness === surest)
  // From the top: what stands below a node that is known is found by its place there.
  const depthOf = ({ mine }: Pair<number, string>) => structure.nodes[mine]?.path.split('/').length ?? 0
  const top = Math.min(...sure.map(depthOf))
  for (const pair of sure) {
    if (depthOf(pair) === top && !used.has(pair.theirs) && matched[pair.mine] === undefined)
      take(pair.mine, pair.theirs)
  }
  return found.length > 0

  function pairUp(mine: readonly (readonly [number, RawNode])[], theirs: readonly (readonly [string, RawNode])[]) {
    return pairByLikeness(
      mine.map(([i, node]) => [i, likenedIn(structure, node, matched[node.parent] ?? '', texts, children)] as const),
      theirs.map(
        ([id, node]) => [id, likenedIn(base.structure, node, parentIn(base, node), baseTexts, baseChildren)] as const,
      ),
    )
  }
}

/** Names with types, by the parent's path: two children are alike only where both agree. */
function childKinds(structure: FileStructure, texts: NeutralTexts): Map<string, string[]> {
  const kinds = new Map<string, string[]>()
  for (const node of structure.nodes) {
    const parent = structure.nodes[node.parent]?.path
    const kind = `${node.name}|${kindOf(structure, node, texts)}`
    if (parent !== undefined && kinds.get(parent)?.push(kind) === undefined) kinds.set(parent, [kind])
  }
  return kinds
}

function likenedIn(
  structure: FileStructure,
  node: RawNode,
  parent: string,
  texts: NeutralTexts,
  children: ReadonlyMap<string, readonly string[]>,
): Likened {
  const section = structure.file.sections[node.section]
  const properties = section === undefined ? new Map<string, string>() : readProperties(structure.file, section)
  return {
    name: node.name,
    parent,
    index: node.index,
    // Where a path leads from depends on where the node hangs.
    properties: new Map([...properties].map(([name, text]) => [name, withoutPaths(texts.of(text))])),
    children: children.get(node.path) ?? [],
  }
}

function withoutPaths(text: string): string {
  return text.includes('NodePath(') ? text.replaceAll(/NodePath\(\s*"[^"]*"\s*\)/g, 'NodePath()') : text
}

/** Type, and the scene it is an instance of. */
function kindOf({ file }: FileStructure, node: RawNode, texts: NeutralTexts): string {
  const section: Section | undefined = file.sections[node.section]
  if (section === undefined) return ''
  return `${fieldString(file, section, 'type') ?? ''}|${texts.of(fieldText(file, section, 'instance') ?? '')}`
}
