/** Where every node stands and what it is called: the tree of everybody's moves, with unique names. */
import { readEdges } from '../../tree/edge-value.ts'
import { seedPosition } from '../../tree/position.ts'
import { type Edge, type ResolvedTree, resolveTree, TRASH, type TreeRepair } from '../../tree/resolve-tree.ts'
import { INSIDE_FIELD } from '../file-model.ts'
import type { TreeView } from '../node-tree.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId, Repair } from '../scene.ts'
import { uniqueNames } from '../sibling-names.ts'
import type { Overlay } from './overlay.ts'

export interface NodePlaces {
  /** Builds everything anew after a change of structure. */
  rebuild(): readonly Repair[]
  readonly tree: ResolvedTree
  readonly names: ReadonlyMap<string, string>
  /** False while no node was moved, named, added or deleted since the seed: then its texts stand as they are. */
  readonly isMoved: boolean
  readonly highestMove: number
  readonly view: TreeView
  edgesOf(node: string): readonly Edge[]
  /** In the order of a walk, the root first. */
  living(): Generator<string>
}

export function createNodePlaces(overlay: Overlay): NodePlaces {
  const { seed, registers, owners } = overlay
  const seedEdges = readSeedEdges()
  let tree: ResolvedTree = { edges: new Map(), children: new Map(), repairs: [] }
  let names = new Map<string, string>()
  let isMoved = false
  let highestMove = 0
  let segments = new Map<string, readonly string[] | null>()
  let paths: Map<string, string> | null = null
  let uniques: Map<string, string> | null = null

  function readSeedEdges(): Map<string, readonly Edge[]> {
    const edges = new Map<string, readonly Edge[]>()
    for (const [id, node] of seed.nodes) {
      if (node.parent < 0) continue
      const parent = seed.ids[seed.structure.nodes[node.parent]?.section ?? -1] ?? ''
      edges.set(id, [{ parent, position: seedPosition(node.index), counter: 0 }])
    }
    return edges
  }

  function rebuild(): readonly Repair[] {
    const candidates = readCandidates()
    tree = resolveTree(candidates, seed.root)
    segments = new Map()
    paths = null
    uniques = null
    names = new Map()
    for (const [id, node] of seed.nodes) names.set(id, node.name)
    if (!isMoved) return []
    for (const id of [...candidates.keys(), ...(seed.root === null ? [] : [seed.root])]) {
      const name = owners.has(`n/${id}`) ? overlay.field(id, 'name') : null
      if (name !== null) names.set(id, name)
    }
    const renamed = uniqueNames(tree.children, names, isTouched, id => overlay.field(id, INSIDE_FIELD) ?? '')
    return [
      ...tree.repairs.map(treeRepair),
      ...renamed.map(({ id, name, wanted }): Repair => ({ kind: 'renamed', node: id as NodeId, name, wanted })),
    ]
  }

  function readCandidates(): Map<string, readonly Edge[]> {
    const candidates = new Map<string, readonly Edge[]>(seedEdges)
    isMoved = false
    highestMove = 0
    for (const [owner, keys] of owners) {
      if (!owner.startsWith('n/')) continue
      const id = owner.slice(2)
      if (keys.has(registerKey.field(id, 'name'))) isMoved = true
      if (!keys.has(registerKey.edge(id)) || id === seed.root) continue
      const edges = readEdges(registers.get(registerKey.edge(id)) ?? null)
      if (edges.length > 0) candidates.set(id, edges)
      isMoved = true
      for (const { counter } of edges) if (counter > highestMove) highestMove = counter
    }
    return candidates
  }

  function isTouched(id: string): boolean {
    return !seed.nodes.has(id) || registers.has(registerKey.field(id, 'name')) || registers.has(registerKey.edge(id))
  }

  /** Up to the first ancestor whose names are known, then down again: a peer's chain of nodes may be deep. */
  function segmentsOf(id: string): readonly string[] | null {
    const way: string[] = []
    let at = id
    while (at !== seed.root && !segments.has(at)) {
      way.push(at)
      // Held against a circle, which a resolved tree has not.
      segments.set(at, null)
      const parent = tree.edges.get(at)?.parent
      if (parent === undefined || parent === TRASH) break
      at = parent
    }
    let above = at === seed.root ? [] : (segments.get(at) ?? null)
    for (let next = way.pop(); next !== undefined; next = way.pop()) {
      const inside = overlay.field(next, INSIDE_FIELD)
      const own =
        above === null ? null : [...above, ...(inside === null ? [] : inside.split('/')), names.get(next) ?? '']
      segments.set(next, own)
      above = own
    }
    return above
  }

  function* living(): Generator<string> {
    if (seed.root === null) return
    const stack = [seed.root]
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      yield id
      const children = tree.children.get(id) ?? []
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] ?? '')
    }
  }

  function readPaths(): Map<string, string> {
    const found = new Map<string, string>()
    for (const id of living()) {
      const path = id === seed.root ? '.' : (segmentsOf(id) ?? []).join('/')
      if (!found.has(path)) found.set(path, id)
    }
    return found
  }

  function readUniques(): Map<string, string> {
    const found = new Map<string, string>()
    for (const id of living()) {
      if (overlay.read(registerKey.property(id, 'unique_name_in_owner')) === 'true') found.set(names.get(id) ?? '', id)
    }
    return found
  }

  return {
    rebuild,
    get tree() {
      return tree
    },
    get names() {
      return names
    },
    get isMoved() {
      return isMoved
    },
    get highestMove() {
      return highestMove
    },
    view: {
      segments: segmentsOf,
      at: path => {
        paths ??= readPaths()
        return paths.get(path)
      },
      isOpen: id => overlay.field(id, 'instance') !== null || overlay.isOverride(id),
      unique: name => {
        uniques ??= readUniques()
        return uniques.get(name)
      },
    },
    edgesOf(id) {
      const edges = readEdges(registers.get(registerKey.edge(id)) ?? null)
      return edges.length > 0 ? edges : (seedEdges.get(id) ?? [])
    },
    living,
  }
}

function treeRepair({ kind, item, wanted, under }: TreeRepair): Repair {
  const node = item as NodeId
  if (kind === 'orphan') return { kind: 'orphan', node, wanted: wanted as NodeId }
  return { kind: 'cycle', node, wanted: wanted as NodeId, under: under === TRASH ? null : (under as NodeId) }
}
