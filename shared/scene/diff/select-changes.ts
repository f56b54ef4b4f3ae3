/**
 * What has to be written for some changes of a comparison, and for what they cannot do without.
 *
 * A node that comes needs the nodes above it and the resources its values name, a connection its ends; a node that
 * goes must not take along what was moved out of it. (DIFF8 in docs/spec/diff.md.)
 */
import { findLiterals } from '../codec/variant.ts'
import { type FileModel, INSIDE_FIELD } from '../file-model.ts'
import type { ModelDifference, RegisterDifference } from '../intake/diff-models.ts'
import { parentOf } from '../intake/moved-nodes.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import { OTHER_HALF } from './connection-changes.ts'
import type { SceneDiff } from './diff-scenes.ts'
import { presenceId } from './node-changes.ts'

export function selectChanges(diff: SceneDiff, wanted: ReadonlySet<string>): ModelDifference {
  const { from, to, difference } = diff
  const chosen = neededChanges(diff, wanted)
  const isChosen = (node: string) => chosen.has(presenceId(node))
  const removed = [...from.nodes.keys()].filter(id => !to.nodes.has(id) && isChosen(id))
  const gone = new Set(removed)
  return {
    registers: withResources(diff, registersOf(diff, chosen)),
    added: difference.added.filter(isChosen),
    removed: removed.filter(id => !gone.has(parentOf(from, id) ?? '')),
    moved: difference.moved.filter(id => chosen.has(registerKey.edge(id))),
  }
}

/** The ids of `wanted`, and of what they cannot do without. */
export function neededChanges({ from, to, difference }: SceneDiff, wanted: ReadonlySet<string>): Set<string> {
  const chosen = new Set<string>()
  const open = [...wanted].map(id => (id.endsWith(OTHER_HALF) ? id.slice(0, -OTHER_HALF.length) : id))
  const moved = new Set(difference.moved)
  const connections = new Map(
    difference.registers.filter(({ register }) => register.startsWith('c/')).map(each => [each.register, each]),
  )
  const needParent = (node: string) => {
    const parent = parentOf(to, node)
    if (parent !== null && !from.nodes.has(parent)) open.push(presenceId(parent))
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (chosen.has(id)) continue
    chosen.add(id)
    const connection = connections.get(id)
    if (connection !== undefined) open.push(...endsThatCome(connection, from))
    const node = nodeOfPlace(id)
    if (node === null) continue
    if (to.nodes.has(node)) {
      needParent(node)
      for (const other of standingBetween(node, from, to)) if (moved.has(other)) open.push(registerKey.edge(other))
    } else for (const child of livingBelow(node, from, to)) if (moved.has(child)) open.push(registerKey.edge(child))
  }
  return chosen
}

/** The node of `n/<id>` or `n/<id>/e`. */
function nodeOfPlace(id: string): string | null {
  if (!id.startsWith('n/')) return null
  const slash = id.indexOf('/', 2)
  if (slash < 0) return id.slice(2)
  return id.slice(slash) === '/e' ? id.slice(2, slash) : null
}

/** A node goes under one that hung below it: those between them have to go first, or they would make a circle. */
function standingBetween(node: string, from: FileModel, to: FileModel): string[] {
  const chain: string[] = []
  for (let at = parentOf(to, node); at !== null; at = parentOf(from, at)) {
    if (at === node) return chain
    chain.push(at)
  }
  return []
}

/** The topmost nodes that hung below a node that is gone and are still there. */
function livingBelow(node: string, from: FileModel, to: FileModel): string[] {
  const found: string[] = []
  const stack = [...(from.children.get(node) ?? [])]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (to.nodes.has(id)) found.push(id)
    else stack.push(...(from.children.get(id) ?? []))
  }
  return found
}

function registersOf(diff: SceneDiff, chosen: ReadonlySet<string>): RegisterDifference[] {
  return diff.difference.registers.filter(each => carriers(each, diff).some(id => chosen.has(id)))
}

/** The listed changes that bring a register with them. */
function carriers(each: RegisterDifference, { from, to, difference }: SceneDiff): string[] {
  const { register } = each
  const key = parseRegisterKey(register)
  if (key === null) return []
  if (key.owner === 'resource' && !(from.resources.has(key.id) && to.resources.has(key.id))) return [`r/${key.id}`]
  if (key.owner === 'connection') return [register, ...endsThatCome(each, from)]
  if (key.owner !== 'node') return [register]
  if (!from.nodes.has(key.id) || !to.nodes.has(key.id)) return [presenceId(key.id)]
  if (key.slot !== 'field') return [register]
  switch (key.name) {
    case INSIDE_FIELD:
    case 'parent_id_path':
      return [registerKey.edge(key.id)]
    case 'index':
      return [register, registerKey.edge(key.id)]
    case 'node_paths':
      return [register, ...nodeProperties(key.id, difference)]
    default:
      return [register]
  }
}

/** The nodes that a connection cannot be without; it comes with them, too. */
function endsThatCome({ to }: RegisterDifference, from: FileModel): string[] {
  if (!Array.isArray(to)) return []
  return [to[1], to[3]].flatMap(node =>
    typeof node === 'string' && node !== '' && !from.nodes.has(node) ? [presenceId(node)] : [],
  )
}

/** Properties that hold nodes, which `node_paths` names. */
function nodeProperties(node: string, difference: ModelDifference): string[] {
  const prefix = registerKey.property(node, '')
  return difference.registers.flatMap(({ register, from, to }) =>
    register.startsWith(prefix) && [from, to].some(text => typeof text === 'string' && text.includes('NodePath('))
      ? [register]
      : [],
  )
}

/** Resources that only the second state has come with the values that name them. */
function withResources({ from, to, difference }: SceneDiff, registers: RegisterDifference[]): RegisterDifference[] {
  const byResource = new Map<string, RegisterDifference[]>()
  for (const each of difference.registers) {
    const key = parseRegisterKey(each.register)
    if (key?.owner !== 'resource' || from.resources.has(key.id) || !to.resources.has(key.id)) continue
    const list = byResource.get(key.id)
    if (list === undefined) byResource.set(key.id, [each])
    else list.push(each)
  }
  const found = new Map(registers.map(each => [each.register, each]))
  const stack = [...registers]
  for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
    for (const resource of namedIn(each.to)) {
      const brought = byResource.get(resource) ?? []
      byResource.delete(resource)
      for (const one of brought) {
        if (found.has(one.register)) continue
        found.set(one.register, one)
        stack.push(one)
      }
    }
  }
  return [...found.values()]
}

function namedIn(value: RegisterDifference['to']): string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn)
  if (typeof value !== 'string' || !value.includes('Resource("@')) return []
  return findLiterals(value, ['ExtResource', 'SubResource']).map(({ argument }) => argument.slice(1))
}
