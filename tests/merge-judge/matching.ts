/**
 * Which nodes of two texts are one node, where nobody says: by `unique_id`, then by name under the same parent, then
 * by likeness. For real merges, and for the result of any merge: there every state of the three texts is known.
 */
import type { KeyedScene } from './meaning.ts'
import type { ReadNode, ReadScene } from './reader.ts'

export interface Versions<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

/** Keys for the three texts of a real merge. What both sides added alike is one node: it was picked from one source. */
export function matchVersions({ base, ours, theirs }: Versions<ReadScene>): Versions<KeyedScene> {
  const keyedBase = { scene: base, keys: base.nodes.map(node => `n${node.index}`) }
  const keyedOurs = { scene: ours, keys: matchNodes(ours, [keyedBase], 'o') }
  return {
    base: keyedBase,
    ours: keyedOurs,
    theirs: { scene: theirs, keys: matchNodes(theirs, [keyedBase, keyedOurs], 't') },
  }
}

/**
 * A key for each node: that of the node it is in one of `known` (earlier ones first), or one that begins with `fresh`.
 * Two nodes get one key only where both carry its `unique_id`.
 */
export function matchNodes(scene: ReadScene, known: readonly KeyedScene[], fresh: string): string[] {
  const keys: (string | undefined)[] = scene.nodes.map(() => undefined)
  const taken = new Set<string>()
  const keyOf = (node: ReadNode | null) => (node === null ? '' : keys[node.index])
  const states = statesOf(known)
  const byUniqueId = uniqueIds(known)
  const byPlace = groupBy(states, state => `${state.parent}/${state.via}/${state.node.name}`)
  const byStem = groupBy(states, state => `${state.parent}/${state.via}/${stem(state.node.name)}`)

  const take = (node: ReadNode, key: string) => {
    keys[node.index] = key
    taken.add(key)
  }
  const [root] = scene.nodes
  const rootKey = known[0]?.keys[0]
  if (root !== undefined && rootKey !== undefined) take(root, rootKey)
  for (const node of scene.nodes) {
    if (node.parent === null) continue
    const key = node.uniqueId === null ? undefined : byUniqueId.get(node.uniqueId)
    if (key !== undefined && isOwnId(node, scene)) take(node, key)
  }
  const takePlaces = (nodes: readonly ReadNode[]) => {
    for (const index of [byPlace, byStem]) {
      for (const node of nodes) {
        const parent = keyOf(node.parent)
        if (keyOf(node) !== undefined || parent === undefined) continue
        const name = index === byPlace ? node.name : stem(node.name)
        const found = best(node, index.get(`${parent}/${node.via}/${name}`) ?? [], taken)
        if (found !== undefined) take(node, found)
      }
    }
  }
  // By name first for all, so that a likeness never takes the node of somebody's name; then the most alike.
  takePlaces(scene.nodes)
  for (const { node, key } of alike(
    scene.nodes.filter(node => keyOf(node) === undefined),
    states,
    taken,
  )) {
    if (keyOf(node) !== undefined || taken.has(key)) continue
    take(node, key)
    takePlaces(below(node))
  }
  return scene.nodes.map(node => keys[node.index] ?? `${fresh}${node.index}`)
}

interface State {
  readonly node: ReadNode
  readonly key: string
  readonly parent: string
  readonly via: string
}

/** A node may have the place that one text gives it and the name that another does. */
function statesOf(known: readonly KeyedScene[]): State[] {
  const plain = known.flatMap(each => each.scene.nodes.map(node => stateOf(node, each)))
  const byKey = groupBy(plain, state => state.key)
  return [...byKey.values()].flatMap(group => [
    ...group,
    ...group.flatMap(place => group.filter(each => each !== place).map(({ node }) => ({ ...place, node }))),
  ])
}

function stateOf(node: ReadNode, { keys }: KeyedScene): State {
  const parent = node.parent === null ? '' : (keys[node.parent.index] ?? '')
  return { node, key: keys[node.index] ?? '', parent, via: node.via }
}

/** Ids that name one node in each text that has them. */
function uniqueIds(known: readonly KeyedScene[]): Map<number, string> {
  const byId = new Map<number, string>()
  const repeated = new Set<number>()
  for (const { scene, keys } of known) {
    for (const node of scene.nodes) {
      if (node.uniqueId === null) continue
      const key = keys[node.index] ?? ''
      const other = byId.get(node.uniqueId)
      if (other !== undefined && other !== key) repeated.add(node.uniqueId)
      byId.set(node.uniqueId, key)
    }
  }
  for (const id of repeated) byId.delete(id)
  return byId
}

/** An override carries the id that its node has in the other scene: two instances of that scene repeat it. */
function isOwnId(node: ReadNode, scene: ReadScene): boolean {
  if (node.type !== null || node.instance !== null) return true
  return scene.nodes.every(other => other === node || other.uniqueId !== node.uniqueId)
}

function best(node: ReadNode, states: readonly State[], taken: ReadonlySet<string>): string | undefined {
  const free = states.filter(state => !taken.has(state.key) && isOneKind(node, state.node))
  let found: State | undefined
  for (const state of free) {
    if (found === undefined || likeness(node, state.node) > likeness(node, found.node)) found = state
  }
  return found?.key
}

/** A node may change its type and stay the node, but not become an override, nor one that carries another id. */
function isOneKind(a: ReadNode, b: ReadNode): boolean {
  const isOverride = (node: ReadNode) => node.type === null && node.instance === null
  return isOverride(a) === isOverride(b) && (a.uniqueId === null || b.uniqueId === null || a.uniqueId === b.uniqueId)
}

const ALIKE = 3

/** Pairs that may be one node, most alike first. */
function alike(nodes: readonly ReadNode[], states: readonly State[], taken: ReadonlySet<string>) {
  const byType = groupBy(
    states.filter(state => !taken.has(state.key)),
    state => typeOf(state.node),
  )
  const pairs = nodes.flatMap(node =>
    (byType.get(typeOf(node)) ?? [])
      .filter(state => isOneKind(node, state.node))
      .map(state => ({ node, key: state.key, points: likeness(node, state.node) })),
  )
  return pairs.filter(({ points }) => points >= ALIKE).sort((a, b) => b.points - a.points)
}

function below(node: ReadNode): ReadNode[] {
  return node.children.flatMap(child => [child, ...below(child)])
}

/** A name counts two, each property or child that both have counts one. */
function likeness(a: ReadNode, b: ReadNode): number {
  let points = typeOf(a) === typeOf(b) ? 1 : 0
  if (a.name === b.name) points += 2
  for (const [name, value] of a.properties) {
    const other = b.properties.get(name)
    if (other !== undefined && JSON.stringify(other) === JSON.stringify(value)) points += 1
  }
  const names = new Set(b.children.map(child => child.name))
  for (const child of a.children) if (names.has(child.name)) points += 1
  return points
}

function typeOf(node: ReadNode): string {
  return node.type ?? (node.instance === null ? 'override' : 'instance')
}

/** A name that had to give way counts up: `Enemy`, `Enemy2`. */
function stem(name: string): string {
  return name.replace(/\d+$/, '')
}

function groupBy<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group === undefined) groups.set(by(item), [item])
    else group.push(item)
  }
  return groups
}
