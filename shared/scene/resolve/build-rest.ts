/** What a scene has besides nodes: resources, connections, header, editable marks. */
import type { RegisterValue } from '../../registers/registers.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import type {
  ConnectionId,
  NodeId,
  NodeTarget,
  ResourceId,
  Scene,
  SceneConnection,
  SceneNode,
  SceneResource,
} from '../scene.ts'
import { toShown } from '../stored-text.ts'
import type { NodeContext } from './build-node.ts'
import { readConnection } from './connection-value.ts'
import type { LocalIds } from './local-ids.ts'
import { sameConnection, sameMap, sameResource } from './same-parts.ts'

export function buildResources(
  localIds: LocalIds,
  { overlay, contents }: NodeContext,
  previous: Scene | null,
): ReadonlyMap<ResourceId, SceneResource> {
  const made = new Map<ResourceId, SceneResource>()
  for (const [key, localId] of localIds.byId) {
    const birth = overlay.read(registerKey.resourceBirth(key))
    if (!Array.isArray(birth)) continue
    const id = key as ResourceId
    const resource: SceneResource = {
      id,
      kind: birth[0] === 'external' ? 'external' : 'internal',
      type: typeof birth[1] === 'string' ? birth[1] : '',
      path: textOf(overlay.read(registerKey.resourceField(key, 'path'))),
      uid: textOf(overlay.read(registerKey.resourceField(key, 'uid'))),
      localId,
      properties: contents.of(key, 'resource').properties,
    }
    const before = previous?.resources.get(id)
    made.set(id, before !== undefined && sameResource(before, resource) ? before : resource)
  }
  return sameMap(previous?.resources, made)
}

/** Without those whose node is deleted: they stay in the document and come back with it. */
export function buildConnections(
  { overlay, places, view }: NodeContext,
  previous: Scene | null,
): ReadonlyMap<ConnectionId, SceneConnection> {
  const made = new Map<ConnectionId, SceneConnection>()
  const ids = new Set(overlay.seed.connections.keys())
  for (const owner of overlay.owners.keys()) if (owner.startsWith('c/')) ids.add(owner.slice(2))
  const isGone = ({ node }: NodeTarget) => node !== null && places.view.segments(node) === null
  for (const id of ids) {
    const connection = readConnection(id, overlay.read(registerKey.connection(id)), text => toShown(text, null, view))
    if (connection === null || isGone(connection.from) || isGone(connection.to)) continue
    const before = previous?.connections.get(connection.id)
    made.set(connection.id, before !== undefined && sameConnection(before, connection) ? before : connection)
  }
  return sameMap(previous?.connections, made)
}

/** Fields of the first tag as raw text. */
export function buildHeader({ overlay: { seed, owners, registers } }: NodeContext): ReadonlyMap<string, string> {
  const { file } = seed.structure
  const header = new Map(
    file.sections[0]?.fields.map(field => [field.name, file.text.slice(field.valueStart, field.valueEnd)] as const),
  )
  for (const owner of owners.keys()) {
    const key = parseRegisterKey(owner)
    if (key?.owner !== 'header') continue
    const value = registers.get(owner)
    if (typeof value === 'string') header.set(key.name, value)
    else header.delete(key.name)
  }
  return header
}

export function buildEditable(
  { overlay }: NodeContext,
  nodes: ReadonlyMap<NodeId, SceneNode>,
): Pick<Scene, 'editable' | 'editableInside'> {
  const editable = new Set<NodeId>()
  const editableInside: NodeTarget[] = []
  const marks = new Set(overlay.seed.editable.keys())
  for (const keys of overlay.owners.values()) {
    for (const register of keys) if (parseRegisterKey(register)?.slot === 'editable') marks.add(register)
  }
  for (const mark of marks) {
    const key = parseRegisterKey(mark)
    if (key?.slot !== 'editable' || overlay.read(mark) !== true || !nodes.has(key.id as NodeId)) continue
    if (key.name === '') editable.add(key.id as NodeId)
    else editableInside.push({ node: key.id as NodeId, rest: key.name })
  }
  return { editable, editableInside }
}

function textOf(value: RegisterValue): string | null {
  return typeof value === 'string' ? value : null
}
