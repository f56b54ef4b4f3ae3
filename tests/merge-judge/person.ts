/** One person at work, and what keeps their nodes apart where no `unique_id` does: name, place and values. */
import type { Random } from '../property/seeded.ts'
import { nodeIn, type PlainNode, type PlainScene } from './plain-scene.ts'
import { freeName } from './random-scene.ts'

export interface Person {
  readonly scene: PlainScene
  /** What this person started from. */
  readonly base: PlainScene
  readonly random: Random
  readonly name: string
  /**
   * Where no `unique_id` says who a node is, its name, its place and its values do. Nodes that lost one of these by
   * this person's hand, or that have a copy, keep the rest, or nobody could tell that they are the same.
   */
  readonly settled: Set<string>
}

/** Whether its place or its name may change, or it may be copied; from then on neither may change again. */
export function settle({ scene, settled }: Person, node: PlainNode): boolean {
  if (scene.hasUniqueIds) return true
  if (settled.has(node.key)) return false
  settled.add(node.key)
  return true
}

/** Whether its values may change; from then on its place and its name may not. */
export function touch(person: Person, node: PlainNode): boolean {
  if (person.scene.hasUniqueIds) return true
  const isFirst = settle(person, node)
  if (isFirst) person.settled.add(`values of ${node.key}`)
  return person.settled.has(`values of ${node.key}`)
}

export function isSettled({ settled }: Person, node: PlainNode): boolean {
  return settled.has(node.key)
}

/** Where names say who a node is, none takes the name of one that was there before. */
export function newName({ scene, base }: Person, parent: string, wanted: string): string {
  const before = scene.hasUniqueIds ? undefined : base.nodes.get(parent)
  const names = (before?.children ?? []).map(child => nodeIn(base, child).name)
  return freeName(scene, parent, wanted, names)
}

/** Where names say who a node is, what two people add in one place has two names. */
export function ownName({ scene, base, name }: Person, key: string, wanted: string): string {
  return scene.hasUniqueIds || base.nodes.has(key) ? wanted : `${wanted} ${name}`
}

export function deletedBy({ scene, base }: Person): PlainNode[] {
  return [...base.nodes.values()].filter(each => !scene.nodes.has(each.key))
}

/** Without ids, a new node of the name and type of one that the same person deleted is that one, moved. */
export function standsIn({ scene }: Person, added: readonly Named[], deleted: readonly Named[]): boolean {
  return !scene.hasUniqueIds && added.some(a => deleted.some(b => a.name === b.name && a.type === b.type))
}

type Named = Pick<PlainNode, 'name' | 'type'>
