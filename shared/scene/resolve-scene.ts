/**
 * From a seed and the registers set since to a `Scene`. A pure function of both, computed sparingly: a change of
 * values touches only its owners, a change of structure builds the tree anew and keeps every node that reads the same.
 */
import type { Registers } from '../registers/registers.ts'
import type { Edge, ResolvedTree } from '../tree/resolve-tree.ts'
import { usedResources } from './export/used-resources.ts'
import { type FileModel, INSIDE_FIELD } from './file-model.ts'
import { type ParsedKey, parseRegisterKey, registerKey } from './register-key.ts'
import { buildNode, type NodeContext } from './resolve/build-node.ts'
import { buildConnections, buildEditable, buildHeader, buildResources } from './resolve/build-rest.ts'
import { createContents } from './resolve/contents.ts'
import { assignLocalIds, type LocalIds } from './resolve/local-ids.ts'
import { createNodePlaces } from './resolve/node-places.ts'
import { createOverlay } from './resolve/overlay.ts'
import { createResourcesBelow } from './resolve/resources-below.ts'
import { sameNode } from './resolve/same-parts.ts'
import type { NodeId, RegisterOwner, Repair, ResourceId, Scene, SceneNode } from './scene.ts'
import { readContested } from './scene-contested.ts'
import { findRecovered } from './scene-recovered.ts'
import type { ReferenceView } from './stored-text.ts'

export interface ResolveResult {
  readonly scene: Scene
  /** Nodes with a register that changed. */
  readonly touched: ReadonlySet<NodeId>
}

export interface SceneResolver {
  /** `changed` = registers that changed since the last call; null for all. */
  resolve(changed: ReadonlySet<string> | null): ResolveResult
  /** Every candidate edge of a node, newest first, for the next move. */
  edgesOf(node: string): readonly Edge[]
  /** Highest move counter in the document. */
  highestMove(): number
  /** The tree with the trash, for commands that restore. */
  tree(): ResolvedTree
  /** References as they read now. */
  view(): ReferenceView
  contextOf(resource: string): string | null
  /** Of deleted nodes too. */
  nameOf(node: string): string
  /** Part registers in force for a property of a node or resource (`n/<id>`, `r/<id>`). */
  partsOf(owner: string, property: string): readonly string[]
}

export function createSceneResolver(seed: FileModel, registers: Registers): SceneResolver {
  const overlay = createOverlay(seed, registers)
  const places = createNodePlaces(overlay)
  let localIds: LocalIds = { byId: new Map(), byLocal: new Map() }
  const view: ReferenceView = {
    format: seed.structure.file.format,
    tree: places.view,
    resourceByLocalId: (kind, localId) => localIds.byLocal.get(`${kind}:${localId}`),
    localId: id => localIds.byId.get(id),
  }
  const contents = createContents(overlay, places, view)
  const resourcesBelow = createResourcesBelow(overlay)
  const context: NodeContext = { overlay, places, contents, view }
  let scene: Scene | null = null
  let placeRepairs: readonly Repair[] = []

  function resolve(changed: ReadonlySet<string> | null): ResolveResult {
    const touched = noteChanges(changed)
    const isStructural = changed === null || [...changed].some(register => isStructuralKey(parseRegisterKey(register)))
    if (isStructural) {
      localIds = assignLocalIds(overlay)
      placeRepairs = places.rebuild()
      contents.forgetPaths()
    }
    const nodes = isStructural || scene === null ? buildNodes() : patchNodes(scene.nodes, touched)
    const draft: Scene = {
      kind: seed.structure.file.kind,
      format: view.format,
      header: buildHeader(context),
      root: seed.root as NodeId | null,
      nodes,
      resources: buildResources(localIds, context, scene),
      main: seed.structure.main < 0 ? new Map() : contents.of('', 'main').properties,
      connections: buildConnections(context, scene),
      ...buildEditable(context, nodes),
      repairs: [],
      contested: [],
    }
    const { tree, names } = places
    let used: ReadonlySet<string> | null = null
    const recovered = findRecovered({
      tree,
      names,
      owners: overlay.owners,
      registers,
      root: seed.root,
      resourcesOf: id => resourcesBelow.of(id),
      isUsed(resource) {
        used ??= usedResources(draft)
        return used.has(resource)
      },
    })
    scene = {
      ...draft,
      repairs: [...placeRepairs, ...recovered, ...danglingIn(draft)],
      contested: readContested(registers, draft, {
        view,
        nameOf,
        fromOf: id => pathsFrom(id, nodes),
        unapplied: [...contents.flawed()].flatMap(([id, { unapplied }]) => unapplied.map(each => ({ ...each, id }))),
      }),
    }
    return { scene, touched }
  }

  function noteChanges(changed: ReadonlySet<string> | null): ReadonlySet<NodeId> {
    const touched = new Set<NodeId>()
    for (const register of changed ?? registers.keys()) {
      overlay.note(register)
      const key = parseRegisterKey(register)
      if (key === null) continue
      contents.forget(key.id)
      if (key.owner === 'node' || key.owner === 'resource') resourcesBelow.forget(key.owner, key.id)
      if (key.owner === 'node') touched.add(key.id as NodeId)
    }
    return touched
  }

  function buildNodes(): Map<NodeId, SceneNode> {
    const made = new Map<NodeId, SceneNode>()
    for (const id of places.living()) made.set(id as NodeId, sameOrNew(id, scene?.nodes.get(id as NodeId)))
    return made
  }

  function patchNodes(
    previous: ReadonlyMap<NodeId, SceneNode>,
    touched: ReadonlySet<NodeId>,
  ): ReadonlyMap<NodeId, SceneNode> {
    let made: Map<NodeId, SceneNode> | null = null
    for (const id of touched) {
      const before = previous.get(id)
      const node = before === undefined ? undefined : sameOrNew(id, before)
      if (node === undefined || node === before) continue
      made ??= new Map(previous)
      made.set(id, node)
    }
    return made ?? previous
  }

  function sameOrNew(id: string, previous: SceneNode | undefined): SceneNode {
    if (previous !== undefined && !overlay.owners.has(`n/${id}`) && isInPlace(previous)) return previous
    const made = buildNode(id, context)
    return previous !== undefined && sameNode(previous, made) ? previous : made
  }

  /** Of a node nobody set anything on, only its place and what its paths lead to can change. */
  function isInPlace({ id, name, parent, children, properties }: SceneNode): boolean {
    const { tree, names } = places
    const now = tree.children.get(id) ?? []
    return (
      names.get(id) === name &&
      (tree.edges.get(id)?.parent ?? null) === parent &&
      now.length === children.length &&
      now.every((child, i) => child === children[i]) &&
      contents.of(id, 'node').properties === properties
    )
  }

  function danglingIn({ nodes, resources }: Scene): Repair[] {
    if (!places.isMoved) return []
    const found: Repair[] = []
    for (const [id, { dangling }] of contents.flawed()) {
      const owner: Extract<RegisterOwner, { kind: 'node' | 'resource' }> | null = nodes.has(id as NodeId)
        ? { kind: 'node', id: id as NodeId }
        : resources.has(id as ResourceId)
          ? { kind: 'resource', id: id as ResourceId }
          : null
      for (const { property, text } of owner === null ? [] : dangling) {
        if (owner === null) continue
        const isLeft = registers.get(registerKey.left(owner.kind, id, property)) === text
        found.push({ kind: 'dangling', owner, property, text, isLeft })
      }
    }
    return found
  }

  function pathsFrom(owner: string, nodes: ReadonlyMap<NodeId, SceneNode>): string | null {
    return nodes.has(owner as NodeId) ? owner : contents.contextOf(owner)
  }

  function nameOf(id: string): string {
    return places.names.get(id) ?? overlay.field(id, 'name') ?? id
  }

  return {
    resolve,
    edgesOf: node => places.edgesOf(node),
    highestMove: () => places.highestMove,
    tree: () => places.tree,
    view: () => view,
    contextOf: resource => contents.contextOf(resource),
    nameOf,
    partsOf: (owner, property) => overlay.partsOf(owner, property),
  }
}

/** Registers that change the tree, the names in paths, or which resources there are. */
function isStructuralKey(key: ParsedKey | null): boolean {
  if (key === null) return false
  if (key.owner === 'resource') return key.slot === 'birth'
  if (key.owner !== 'node') return false
  if (key.slot === 'edge' || key.slot === 'trash') return true
  if (key.slot === 'field') return key.name === 'name' || key.name === INSIDE_FIELD || key.name === 'instance'
  return key.slot === 'property' && key.name === 'unique_name_in_owner'
}
