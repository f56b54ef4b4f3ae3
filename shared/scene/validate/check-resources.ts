/** Files that the scene names and that are not there, or not what their uid says. VAL1–VAL4 */
import { findLiterals } from '../codec/variant.ts'
import { resourceByReference } from '../reference.ts'
import type { NodeId, ResourceId, Scene, SceneResource } from '../scene.ts'
import { type Checked, filePathOf, problem } from './context.ts'
import type { Fix, FixEdit, Problem } from './problem.ts'

/** Files of the missing one's name that are offered. */
const NAMESAKES = 5

export function checkResources(checked: Checked): Problem[] {
  const { scene } = checked
  const users = findUsers(scene)
  return [...scene.resources.values()].flatMap(resource =>
    resource.kind === 'external' ? checkOne(checked, resource, users.get(resource.id) ?? []) : [],
  )
}

/** Who refers to a resource: a node's instance, or a property. */
type User =
  | { readonly kind: 'instance'; readonly node: NodeId }
  | { readonly kind: 'property'; readonly node: NodeId; readonly property: string; readonly isWhole: boolean }
  | {
      readonly kind: 'inner'
      readonly resource: ResourceId | null
      readonly property: string
      readonly isWhole: boolean
    }

function checkOne(checked: Checked, resource: SceneResource, users: readonly User[]): Problem[] {
  const { project } = checked
  const path = filePathOf(checked, resource)
  const byUid = resource.uid === null ? null : project.pathOfUid(resource.uid)
  const node = firstNode(users)
  const property = users.find(user => user.kind === 'property')?.property
  const place = { nodeId: node, about: resource.localId, ...(property !== undefined && { property }) }
  if (path !== null && !path.startsWith('res://')) return []
  if (path !== null && project.hasFile(path)) {
    const own = resource.uid === null ? null : project.uidOf(path)
    if (own === null || own === resource.uid) return []
    return [mismatch(checked, resource, { path, byUid, own, place })]
  }
  if (byUid !== null) {
    // Godot goes by the uid and says that the path is old.
    return [mismatch(checked, resource, { path: path ?? '', byUid, own: null, place })]
  }
  const otherCase = path === null ? null : project.fileInOtherCase(path)
  if (path !== null && otherCase !== null) {
    return [
      problem(checked, {
        ...place,
        kind: 'path-case',
        severity: 'error',
        text: 'Upper and lower case differ: missing on some systems and in exported games.',
        detail: `${path} is ${otherCase}`,
        fixes: [repoint(checked, resource, otherCase, true)],
      }),
    ]
  }
  const name = path ?? resource.uid ?? ''
  const namesakes = project.filesNamed(name.slice(name.lastIndexOf('/') + 1))
  return [
    problem(checked, {
      ...place,
      kind: 'missing-resource',
      severity: 'error',
      text: users.some(user => user.kind === 'instance') ? 'The instanced scene is missing.' : 'A file is missing.',
      detail: name,
      fixes: [
        ...namesakes.slice(0, NAMESAKES).map(file => repoint(checked, resource, file, namesakes.length === 1)),
        ...clear(checked, users, name),
      ],
    }),
  ]
}

function mismatch(
  checked: Checked,
  resource: SceneResource,
  {
    path,
    byUid,
    own,
    place,
  }: {
    readonly path: string
    readonly byUid: string | null
    readonly own: string | null
    readonly place: { readonly nodeId: NodeId | null; readonly about: string; readonly property?: string }
  },
): Problem {
  const fixes = byUid === null ? [] : [repoint(checked, resource, byUid, own === null)]
  if (own !== null) fixes.push(repoint(checked, resource, path, byUid === null))
  return problem(checked, {
    ...place,
    kind: 'uid-mismatch',
    severity: 'warning',
    text:
      byUid === null
        ? 'The uid of a file is not the one it has.'
        : own === null
          ? 'An old path: the uid leads elsewhere.'
          : 'Path and uid lead to two different files; Godot takes the uid.',
    detail: `${path} · ${resource.uid ?? ''}${byUid === null ? '' : ` is ${byUid}`}`,
    fixes,
  })
}

function repoint(checked: Checked, resource: SceneResource, path: string, isSafe: boolean): Fix {
  const uid = checked.project.uidOf(path)
  const before = `${resource.path ?? ''}${resource.uid === null ? '' : ` (${resource.uid})`}`
  return {
    id: `repoint:${path}`,
    label: `Use ${path.slice('res://'.length)}`,
    preview: [`${before} → ${path}${uid === null ? '' : ` (${uid})`}`],
    isSafe,
    edits: [{ kind: 'repoint', resource: resource.id, path, uid }],
  }
}

/** Only where the file is the whole of each value: what a list or dictionary says besides is not thrown away. */
function clear(checked: Checked, users: readonly User[], name: string): Fix[] {
  if (users.length === 0) return []
  const edits: FixEdit[] = []
  const preview: string[] = []
  for (const user of users) {
    if (user.kind === 'instance') {
      if (user.node === checked.scene.root) return []
      edits.push({ kind: 'delete', node: user.node })
      preview.push(`delete ${checked.scene.nodes.get(user.node)?.name ?? ''}`)
      continue
    }
    if (!user.isWhole) return []
    if (user.kind === 'property') edits.push({ kind: 'set', node: user.node, property: user.property, value: null })
    else edits.push({ kind: 'set-resource', resource: user.resource, property: user.property, value: null })
    preview.push(`${user.property}: ${name} → default`)
  }
  const isDelete = users.some(user => user.kind === 'instance')
  return [{ id: 'clear', label: isDelete ? 'Delete the node' : 'Clear the reference', preview, isSafe: false, edits }]
}

function firstNode(users: readonly User[]): NodeId | null {
  for (const user of users) if (user.kind !== 'inner') return user.node
  return null
}

function findUsers(scene: Scene): Map<ResourceId, User[]> {
  const users = new Map<ResourceId, User[]>()
  const add = (id: ResourceId, user: User) => {
    const list = users.get(id)
    if (list === undefined) users.set(id, [user])
    else list.push(user)
  }
  const read = (properties: ReadonlyMap<string, string>, make: (property: string, isWhole: boolean) => User) => {
    for (const [property, text] of properties) {
      if (!text.includes('ExtResource(')) continue
      for (const literal of findLiterals(text, ['ExtResource'])) {
        const resource = resourceByReference(scene, text.slice(literal.start, literal.end))
        const isWhole = literal.start === 0 && literal.end === text.length
        if (resource !== undefined) add(resource.id, make(property, isWhole))
      }
    }
  }
  for (const node of scene.nodes.values()) {
    if (node.instance !== null) add(node.instance, { kind: 'instance', node: node.id })
    read(node.properties, (property, isWhole) => ({ kind: 'property', node: node.id, property, isWhole }))
  }
  for (const { id, properties } of scene.resources.values()) {
    read(properties, (property, isWhole) => ({ kind: 'inner', resource: id, property, isWhole }))
  }
  read(scene.main, (property, isWhole) => ({ kind: 'inner', resource: null, property, isWhole }))
  return users
}
