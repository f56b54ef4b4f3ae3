/**
 * From a seed and the registers set since to a `Scene`. A pure function of both, computed sparingly: a change of
 * values touches only its owners, a change of structure builds the tree anew and keeps every node that reads the same.
 */
import type { Registers, RegisterValue } from '../registers/registers.ts'
import { readEdges } from '../tree/edge-value.ts'
import { seedPosition } from '../tree/position.ts'
import { type Edge, type ResolvedTree, resolveTree, TRASH } from '../tree/resolve-tree.ts'
import { animationContexts } from './animation-context.ts'
import { fieldString, fieldText } from './codec/scene-text.ts'
import { type FileModel, INSIDE_FIELD, localIdOf, otherFields } from './file-model.ts'
import { readGroups } from './file-structure.ts'
import type { TreeView } from './node-tree.ts'
import { joinParts, NO_PART } from './parts.ts'
import { ownerPrefix, type ParsedKey, parseRegisterKey, registerKey } from './register-key.ts'
import type {
  ConnectionId,
  NodeId,
  NodeTarget,
  RegisterOwner,
  Repair,
  ResourceId,
  Scene,
  SceneConnection,
  SceneNode,
  SceneResource,
} from './scene.ts'
import { readContested } from './scene-contested.ts'
import { findRecovered } from './scene-recovered.ts'
import { uniqueNames } from './sibling-names.ts'
import { hasReferences, type ReferenceView, seedTextNow, toShown } from './stored-text.ts'

export interface ResolveResult {
  readonly scene: Scene
  /** Nodes whose content or place was looked at anew because of the change. */
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
  nameOf(node: string): string
  /** Part registers in force for a property of a node or resource. */
  partsOf(owner: string, property: string): readonly string[]
}

interface Content {
  readonly properties: ReadonlyMap<string, string>
  readonly dangling: readonly { property: string; text: string }[]
}

const NO_CONTENT: Content = { properties: new Map(), dangling: [] }

export function createSceneResolver(seed: FileModel, registers: Registers): SceneResolver {
  const owners = new Map<string, Set<string>>()
  const contents = new Map<string, Content>()
  const seedEdges = new Map<string, readonly Edge[]>()
  for (const [id, node] of seed.nodes) {
    if (node.parent < 0) continue
    const parent = seed.ids[seed.structure.nodes[node.parent]?.section ?? -1] ?? ''
    seedEdges.set(id, [{ parent, position: seedPosition(node.index), counter: 0 }])
  }
  let seedWithPaths: readonly string[] | null = null
  let scene: Scene | null = null
  let tree: ResolvedTree = { edges: new Map(), children: new Map(), repairs: [] }
  let names = new Map<string, string>()
  let contexts: Map<string, string> | null = null
  let isMoved = false
  let highest = 0
  let localIds: LocalIds = { byId: new Map(), byLocal: new Map() }
  const { format } = seed.structure.file

  const view: ReferenceView = {
    format,
    tree: {
      segments: id => segmentsOf(id),
      at: path => paths().get(path),
      isOpen: id => fieldOf(id, 'instance') !== null || isOverride(id),
      unique: name => uniques().get(name),
    } satisfies TreeView,
    resourceByLocalId: (kind, localId) => localIds.byLocal.get(`${kind}:${localId}`),
    localId: id => localIds.byId.get(id),
  }
  const segmentCache = new Map<string, readonly string[] | null>()
  let pathCache: Map<string, string> | null = null
  let uniqueCache: Map<string, string> | null = null

  function note(register: string): void {
    const owner = ownerPrefix(register)
    const known = owners.get(owner)
    if (known === undefined) owners.set(owner, new Set([register]))
    else known.add(register)
  }

  function readRegister(register: string): RegisterValue {
    const set = registers.get(register)
    return set === undefined ? seed.value(register) : set
  }

  function fieldOf(id: string, name: string): string | null {
    const value = readRegister(registerKey.field(id, name))
    return typeof value === 'string' ? value : null
  }

  function isOverride(id: string): boolean {
    const node = seed.nodes.get(id)
    if (id === seed.root) return false
    if (!owners.has(`n/${id}`) && node !== undefined) return node.isOverride
    return (
      fieldOf(id, 'type') === null && fieldOf(id, 'instance') === null && fieldOf(id, 'instance_placeholder') === null
    )
  }

  function segmentsOf(id: string): readonly string[] | null {
    if (id === seed.root) return []
    const known = segmentCache.get(id)
    if (known !== undefined) return known
    segmentCache.set(id, null)
    const edge = tree.edges.get(id)
    const above = edge === undefined || edge.parent === TRASH ? null : segmentsOf(edge.parent)
    const inside = fieldOf(id, INSIDE_FIELD)
    const segments =
      above === null ? null : [...above, ...(inside === null ? [] : inside.split('/')), names.get(id) ?? '']
    segmentCache.set(id, segments)
    return segments
  }

  function paths(): Map<string, string> {
    if (pathCache === null) {
      pathCache = new Map()
      for (const id of aliveIds()) {
        const path = id === seed.root ? '.' : (segmentsOf(id) ?? []).join('/')
        if (!pathCache.has(path)) pathCache.set(path, id)
      }
    }
    return pathCache
  }

  function uniques(): Map<string, string> {
    if (uniqueCache === null) {
      uniqueCache = new Map()
      for (const id of aliveIds()) {
        if (readRegister(registerKey.property(id, 'unique_name_in_owner')) === 'true')
          uniqueCache.set(names.get(id) ?? '', id)
      }
    }
    return uniqueCache
  }

  function* aliveIds(): Generator<string> {
    if (seed.root === null) return
    const stack = [seed.root]
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      yield id
      const children = tree.children.get(id) ?? []
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i] ?? '')
    }
  }

  function buildTree(): readonly Repair[] {
    const candidates = new Map<string, readonly Edge[]>(seedEdges)
    isMoved = false
    highest = 0
    for (const [owner, keys] of owners) {
      if (!owner.startsWith('n/')) continue
      const id = owner.slice(2)
      const edge = registerKey.edge(id)
      if (keys.has(edge) && id !== seed.root) {
        const edges = readEdges(registers.get(edge) ?? null)
        if (edges.length > 0) candidates.set(id, edges)
        else if (!seedEdges.has(id)) candidates.delete(id)
        isMoved = true
        for (const { counter } of edges) if (counter > highest) highest = counter
      }
      if (keys.has(registerKey.field(id, 'name'))) isMoved = true
    }
    tree = resolveTree(candidates, seed.root)
    segmentCache.clear()
    pathCache = null
    uniqueCache = null
    contexts = null
    names = new Map()
    for (const [id, node] of seed.nodes) names.set(id, node.name)
    if (!isMoved) return []
    for (const id of candidates.keys()) {
      const name = owners.has(`n/${id}`) ? fieldOf(id, 'name') : null
      if (name !== null) names.set(id, name)
    }
    const rootName = seed.root === null ? null : fieldOf(seed.root, 'name')
    if (rootName !== null && seed.root !== null) names.set(seed.root, rootName)
    const isTouched = (id: string) =>
      registers.has(registerKey.field(id, 'name')) || registers.has(registerKey.edge(id)) || !seed.nodes.has(id)
    const renamed = uniqueNames(tree.children, names, isTouched, id => fieldOf(id, INSIDE_FIELD) ?? '')
    return [
      ...tree.repairs.map(repair => treeRepair(repair)),
      ...renamed.map(({ id, name, wanted }): Repair => ({ kind: 'renamed', node: id as NodeId, name, wanted })),
    ]
  }

  function contentOf(ownerId: string, owner: 'node' | 'resource' | 'main'): Content {
    const cached = contents.get(ownerId)
    if (cached !== undefined) return cached
    const built = buildContent(ownerId, owner)
    contents.set(ownerId, built)
    return built
  }

  function buildContent(id: string, owner: 'node' | 'resource' | 'main'): Content {
    const prefix = owner === 'node' ? `n/${id}` : owner === 'resource' ? `r/${id}` : 'm/p'
    const keys = owners.get(prefix)
    const base = seed.properties(id)
    if (keys === undefined && !isMoved) return { properties: base, dangling: [] }
    const dangling: { property: string; text: string }[] = []
    const seedFrom = owner === 'node' ? id : seed.contextOf(id)
    const from = owner === 'node' ? id : owner === 'resource' ? contextNow(id) : null
    const properties = new Map<string, string>()
    for (const [name, text] of base) {
      const isPlain = !isMoved || !hasReferences(text)
      properties.set(
        name,
        isPlain
          ? text
          : seedTextNow(text, seedFrom, seed.view, view, found => dangling.push({ property: name, text: found })),
      )
    }
    const parts = new Map<string, Map<string, string | null>>()
    for (const key of [...(keys ?? [])].sort()) {
      const parsed = parseRegisterKey(key)
      if (parsed === null) continue
      const value = registers.get(key)
      if (value === undefined) continue
      if (parsed.slot === 'property') {
        const name = parsed.name
        if (typeof value === 'string') {
          properties.set(
            name,
            toShown(value, from, view, found => dangling.push({ property: name, text: found })),
          )
        } else properties.delete(name)
      } else if (parsed.slot === 'part') {
        if (value === NO_PART) continue
        const list = parts.get(parsed.name) ?? new Map<string, string | null>()
        list.set(parsed.part, typeof value === 'string' ? toShown(value, from, view) : null)
        parts.set(parsed.name, list)
      }
    }
    for (const [name, list] of parts) {
      const joined = joinParts(name, properties.get(name) ?? null, list, format)
      if (joined === null) properties.delete(name)
      else properties.set(name, joined)
    }
    return { properties, dangling }
  }

  function contextNow(resource: string): string | null {
    contexts ??= animationContexts(
      [...aliveIds()].map(id => ({ id, properties: storedProperties(id, 'n') })),
      id => storedProperties(id, 'r'),
      view,
    )
    return contexts.get(resource) ?? null
  }

  /** Properties as they are kept, references by identity where somebody set them. */
  function storedProperties(id: string, kind: 'n' | 'r'): ReadonlyMap<string, string> {
    const keys = owners.get(`${kind}/${id}`)
    const base = seed.properties(id)
    if (keys === undefined) return base
    const properties = new Map(base)
    for (const key of keys) {
      const parsed = parseRegisterKey(key)
      if (parsed?.slot !== 'property') continue
      const value = registers.get(key)
      if (typeof value === 'string') properties.set(parsed.name, value)
      else if (value === null) properties.delete(parsed.name)
    }
    return properties
  }

  function buildNode(id: string, previous: SceneNode | undefined): SceneNode {
    const edge = tree.edges.get(id)
    const content = contentOf(id, 'node')
    const keys = owners.get(`n/${id}`)
    const raw = seed.nodes.get(id)
    const section = raw === undefined ? undefined : seed.structure.file.sections[raw.section]
    const children = (tree.children.get(id) ?? []) as readonly NodeId[]
    const isPlain = keys === undefined && section !== undefined
    const instanceText = isPlain ? fieldText(seed.structure.file, section, 'instance') : fieldOf(id, 'instance')
    const made: SceneNode = {
      id: id as NodeId,
      name: names.get(id) ?? '',
      type: isPlain ? (fieldString(seed.structure.file, section, 'type') ?? null) : fieldOf(id, 'type'),
      parent: (edge?.parent ?? null) as NodeId | null,
      children,
      instance: instanceText === null || instanceText === undefined ? null : resourceOf(instanceText),
      isOverride: isOverride(id),
      groups: isPlain
        ? readGroups(seed.structure.file, section)
        : groupsOf(id, section === undefined ? [] : readGroups(seed.structure.file, section)),
      properties: content.properties,
      fields: fieldsOf(id, section === undefined ? new Map() : otherFields(seed.structure.file, section)),
    }
    return previous !== undefined && sameNode(previous, made) ? previous : made
  }

  function resourceOf(text: string): ResourceId | null {
    const argument = /\(\s*"?([^")]*?)"?\s*\)/.exec(text)?.[1]
    if (argument === undefined) return null
    if (argument.startsWith('@')) return argument.slice(1) as ResourceId
    return (seed.view.resourceByLocalId('external', argument) ?? null) as ResourceId | null
  }

  function groupsOf(id: string, base: readonly string[]): readonly string[] {
    const groups = new Set(base)
    for (const key of owners.get(`n/${id}`) ?? []) {
      const parsed = parseRegisterKey(key)
      if (parsed?.slot !== 'group') continue
      if (registers.get(key) === true) groups.add(parsed.name)
      else groups.delete(parsed.name)
    }
    return groups.size === base.length && base.every(group => groups.has(group)) ? base : [...groups].sort()
  }

  function fieldsOf(id: string, base: Map<string, string>): ReadonlyMap<string, string> {
    for (const key of owners.get(`n/${id}`) ?? []) {
      const parsed = parseRegisterKey(key)
      if (parsed?.slot !== 'field') continue
      if (parsed.name === 'name' || parsed.name === 'type' || parsed.name === 'instance') continue
      const value = registers.get(key)
      if (typeof value === 'string') base.set(parsed.name, toShown(value, null, view))
      else base.delete(parsed.name)
    }
    const inside = seed.nodes.get(id)?.inside
    if (
      inside !== undefined &&
      inside !== '' &&
      !base.has(INSIDE_FIELD) &&
      !registers.has(registerKey.field(id, INSIDE_FIELD))
    ) {
      base.set(INSIDE_FIELD, inside)
    }
    return base
  }

  function buildResources(): Map<ResourceId, SceneResource> {
    const made = new Map<ResourceId, SceneResource>()
    for (const id of localIds.byId.keys()) {
      const birth = readRegister(registerKey.resourceBirth(id))
      if (!Array.isArray(birth)) continue
      const previous = scene?.resources.get(id as ResourceId)
      const resource: SceneResource = {
        id: id as ResourceId,
        kind: birth[0] === 'external' ? 'external' : 'internal',
        type: typeof birth[1] === 'string' ? birth[1] : '',
        path: stringOf(readRegister(registerKey.resourceField(id, 'path'))),
        uid: stringOf(readRegister(registerKey.resourceField(id, 'uid'))),
        localId: localIds.byId.get(id) ?? '',
        properties: contentOf(id, 'resource').properties,
      }
      made.set(resource.id, previous !== undefined && sameResource(previous, resource) ? previous : resource)
    }
    return made
  }

  /** Local ids for export; a repeated one gets a new suffix, the same on every peer. */
  function assignLocalIds(): LocalIds {
    const byId = new Map<string, string>()
    const byLocal = new Map<string, string>()
    for (const [id, section] of seed.resources) {
      const localId = localIdOf(seed.structure.file, section)
      byId.set(id, localId)
      byLocal.set(`${section.tag === 'ext_resource' ? 'external' : 'internal'}:${localId}`, id)
    }
    const born = [...owners.keys()]
      .filter(owner => owner.startsWith('r/') && !seed.resources.has(owner.slice(2)))
      .sort()
    for (const owner of born) {
      const id = owner.slice(2)
      const birth = registers.get(registerKey.resourceBirth(id))
      if (!Array.isArray(birth)) continue
      const kind = birth[0] === 'external' ? 'external' : 'internal'
      const wanted = typeof birth[2] === 'string' && birth[2] !== '' ? birth[2] : id
      let localId = wanted
      for (let n = 2; byLocal.has(`${kind}:${localId}`); n += 1) localId = `${wanted}${n}`
      byId.set(id, localId)
      byLocal.set(`${kind}:${localId}`, id)
    }
    return { byId, byLocal }
  }

  function buildConnections(): { connections: Map<ConnectionId, SceneConnection>; dangling: Repair[] } {
    const made = new Map<ConnectionId, SceneConnection>()
    const ids = new Set(seed.connections.keys())
    for (const owner of owners.keys()) if (owner.startsWith('c/')) ids.add(owner.slice(2))
    for (const id of ids) {
      const connection = readConnection(id, readRegister(registerKey.connection(id)), text => toShown(text, null, view))
      if (connection === null) continue
      const isGone = (node: string | null) => node !== null && segmentsOf(node) === null
      if (isGone(connection.from.node) || isGone(connection.to.node)) continue
      const previous = scene?.connections.get(connection.id)
      made.set(connection.id, previous !== undefined && sameConnection(previous, connection) ? previous : connection)
    }
    return { connections: made, dangling: [] }
  }

  let structureRepairs: readonly Repair[] = []

  function resolve(changed: ReadonlySet<string> | null): ResolveResult {
    for (const register of changed ?? registers.keys()) note(register)
    const isStructural = changed === null || [...changed].some(register => isStructuralKey(parseRegisterKey(register)))
    const touched = new Set<NodeId>()
    for (const register of changed ?? []) {
      const key = parseRegisterKey(register)
      if (key === null) continue
      contents.delete(key.id)
      if (key.owner === 'node') touched.add(key.id as NodeId)
    }
    if (isStructural) {
      localIds = assignLocalIds()
      structureRepairs = buildTree()
      forgetPaths()
    }
    const nodes = isStructural || scene === null ? buildNodes() : patchNodes(scene.nodes, touched)
    const resources = sameMap(scene?.resources, buildResources())
    const connections = sameMap(scene?.connections, buildConnections().connections)
    const main = seed.structure.main < 0 ? NO_CONTENT.properties : contentOf('', 'main').properties
    const draft: Scene = {
      kind: seed.structure.file.kind,
      format,
      header: readHeader(),
      root: seed.root as NodeId | null,
      nodes,
      resources,
      main,
      connections,
      ...readEditable(nodes),
      repairs: [],
      contested: [],
    }
    const clocksOf = (node: string) => registers.get(registerKey.trash(node))
    const repairs = [
      ...structureRepairs,
      ...findRecovered({ tree, owners, registers, names, clocksOf, root: seed.root }),
      ...danglingIn(nodes, resources),
    ]
    const contested = readContested(registers, draft, {
      view,
      nameOf,
      fromOf: id => (nodes.has(id as NodeId) ? id : contextNow(id)),
      seed,
    })
    scene = { ...draft, repairs, contested }
    return { scene, touched }
  }

  /** What shows a path of somebody else must be read again when the tree changes. */
  function forgetPaths(): void {
    seedWithPaths ??= [...seed.nodes.keys(), ...seed.resources.keys()].filter(id => {
      for (const text of seed.properties(id).values()) if (text.includes('NodePath(')) return true
      return false
    })
    for (const id of seedWithPaths) contents.delete(id)
    for (const owner of owners.keys()) contents.delete(owner.slice(2))
    contents.delete('')
  }

  function buildNodes(): Map<NodeId, SceneNode> {
    const made = new Map<NodeId, SceneNode>()
    for (const id of aliveIds()) made.set(id as NodeId, buildNode(id, scene?.nodes.get(id as NodeId)))
    return made
  }

  function patchNodes(
    previous: ReadonlyMap<NodeId, SceneNode>,
    touched: ReadonlySet<NodeId>,
  ): ReadonlyMap<NodeId, SceneNode> {
    let made: Map<NodeId, SceneNode> | null = null
    for (const id of touched) {
      const before = previous.get(id)
      if (before === undefined) continue
      const node = buildNode(id, before)
      if (node === before) continue
      made ??= new Map(previous)
      made.set(id, node)
    }
    return made ?? previous
  }

  function danglingIn(
    nodes: ReadonlyMap<NodeId, SceneNode>,
    resources: ReadonlyMap<ResourceId, SceneResource>,
  ): Repair[] {
    if (!isMoved) return []
    const found: Repair[] = []
    const list = (id: string, owner: RegisterOwner) => {
      for (const { property, text } of contents.get(id)?.dangling ?? [])
        found.push({ kind: 'dangling', owner, property, text })
    }
    for (const id of contents.keys()) {
      if (nodes.has(id as NodeId)) list(id, { kind: 'node', id: id as NodeId })
      else if (resources.has(id as ResourceId)) list(id, { kind: 'resource', id: id as ResourceId })
    }
    return found
  }

  function readHeader(): ReadonlyMap<string, string> {
    const first = seed.structure.file.sections[0]
    const header = first === undefined ? new Map<string, string>() : otherHeader(first)
    for (const owner of owners.keys()) {
      const key = owner.startsWith('h/') ? parseRegisterKey(owner) : null
      if (key?.owner !== 'header') continue
      const value = registers.get(owner)
      if (typeof value === 'string') header.set(key.name, value)
      else header.delete(key.name)
    }
    return header
  }

  function otherHeader(section: {
    fields: readonly { name: string; valueStart: number; valueEnd: number }[]
  }): Map<string, string> {
    return new Map(
      section.fields.map(field => [field.name, seed.structure.file.text.slice(field.valueStart, field.valueEnd)]),
    )
  }

  function readEditable(nodes: ReadonlyMap<NodeId, SceneNode>): Pick<Scene, 'editable' | 'editableInside'> {
    const editable = new Set<NodeId>()
    const editableInside: NodeTarget[] = []
    const marks = new Set(seed.editable.keys())
    for (const keys of owners.values())
      for (const key of keys) if (parseRegisterKey(key)?.slot === 'editable') marks.add(key)
    for (const mark of marks) {
      const key = parseRegisterKey(mark)
      if (key?.slot !== 'editable' || readRegister(mark) !== true || !nodes.has(key.id as NodeId)) continue
      if (key.name === '') editable.add(key.id as NodeId)
      else editableInside.push({ node: key.id as NodeId, rest: key.name })
    }
    return { editable, editableInside }
  }

  function nameOf(id: string): string {
    return names.get(id) ?? fieldOf(id, 'name') ?? id
  }

  return {
    resolve,
    edgesOf(id) {
      const set = registers.get(registerKey.edge(id))
      const edges = set === undefined ? [] : readEdges(set)
      return edges.length > 0 ? edges : (seedEdges.get(id) ?? [])
    },
    highestMove: () => highest,
    tree: () => tree,
    view: () => view,
    contextOf: contextNow,
    nameOf,
    partsOf(owner, property) {
      return [...(owners.get(owner) ?? [])].filter(register => {
        const key = parseRegisterKey(register)
        return key?.slot === 'part' && key.name === property && registers.get(register) !== NO_PART
      })
    },
  }
}

interface LocalIds {
  readonly byId: ReadonlyMap<string, string>
  readonly byLocal: ReadonlyMap<string, string>
}

function isStructuralKey(key: ParsedKey | null): boolean {
  if (key === null) return false
  if (key.owner === 'resource') return key.slot === 'birth'
  if (key.owner !== 'node') return false
  if (key.slot === 'edge' || key.slot === 'trash') return true
  if (key.slot === 'field') return key.name === 'name' || key.name === INSIDE_FIELD || key.name === 'instance'
  return key.slot === 'property' && key.name === 'unique_name_in_owner'
}

function treeRepair(repair: { kind: 'cycle' | 'orphan'; item: string; wanted: string; under: string }): Repair {
  const node = repair.item as NodeId
  const wanted = repair.wanted as NodeId
  if (repair.kind === 'orphan') return { kind: 'orphan', node, wanted }
  return { kind: 'cycle', node, wanted, under: repair.under === TRASH ? null : (repair.under as NodeId) }
}

export function readConnection(
  id: string,
  value: RegisterValue,
  show: (text: string) => string,
): SceneConnection | null {
  if (!Array.isArray(value)) return null
  const [signal, from, fromInside, to, toInside, method, flags, binds, unbinds] = value as readonly RegisterValue[]
  if (typeof signal !== 'string' || typeof method !== 'string') return null
  const target = (node: RegisterValue | undefined, rest: RegisterValue | undefined) => ({
    node: typeof node === 'string' && node !== '' ? (node as NodeId) : null,
    rest: typeof rest === 'string' ? rest : '',
  })
  const text = (raw: RegisterValue | undefined) => (typeof raw === 'string' ? raw : null)
  const bound = text(binds)
  return {
    id: id as ConnectionId,
    signal,
    from: target(from, fromInside),
    to: target(to, toInside),
    method,
    flags: text(flags),
    binds: bound === null ? null : show(bound),
    unbinds: text(unbinds),
  }
}

function stringOf(value: RegisterValue): string | null {
  return typeof value === 'string' ? value : null
}

function sameNode(a: SceneNode, b: SceneNode): boolean {
  return (
    a.name === b.name &&
    a.type === b.type &&
    a.parent === b.parent &&
    a.instance === b.instance &&
    a.isOverride === b.isOverride &&
    sameList(a.children, b.children) &&
    sameList(a.groups, b.groups) &&
    sameTexts(a.properties, b.properties) &&
    sameTexts(a.fields, b.fields)
  )
}

function sameResource(a: SceneResource, b: SceneResource): boolean {
  return (
    a.kind === b.kind &&
    a.type === b.type &&
    a.path === b.path &&
    a.uid === b.uid &&
    a.localId === b.localId &&
    sameTexts(a.properties, b.properties)
  )
}

function sameConnection(a: SceneConnection, b: SceneConnection): boolean {
  return (
    a.signal === b.signal &&
    a.method === b.method &&
    a.from.node === b.from.node &&
    a.from.rest === b.from.rest &&
    a.to.node === b.to.node &&
    a.to.rest === b.to.rest &&
    a.flags === b.flags &&
    a.binds === b.binds &&
    a.unbinds === b.unbinds
  )
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]))
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  const others = b.entries()
  for (const [name, text] of a) {
    const other = others.next().value
    if (other === undefined || other[0] !== name || other[1] !== text) return false
  }
  return true
}

function sameMap<K, V>(previous: ReadonlyMap<K, V> | undefined, made: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (previous === undefined || previous.size !== made.size) return made
  for (const [key, value] of made) if (previous.get(key) !== value) return made
  return previous
}
