/**
 * An emulation of how Automerge-based tools for Godot hold a scene: a map of nodes by `unique_id`, each with the list of
 * its children's ids, whole values of properties, resources by the id they have in the file. A side is written into the
 * document by comparing it with what is there, lists by index; the file is written by walking the lists of children.
 *
 * It is kinder than what it emulates: nodes without a `unique_id` go by their path, and a connection that lost an end
 * is left out.
 */
import { change, clone, type Doc, from, ImmutableString, merge } from '@automerge/automerge'
import type { Versions } from '../../merge-judge/matching.ts'
import type { Contender } from './contender.ts'
import { type LooseNode, readLoose, writeLoose } from './loose-scene.ts'

export const positionalMerge: Contender = {
  name: 'positional child lists (Automerge, emulated)',
  merge: texts => ({ text: mergeTexts(texts), listed: [] }),
}

type Json = string | number | Json[] | { [key: string]: Json }
type JsonMap = { [key: string]: Json }

function mergeTexts({ base, ours, theirs }: Versions<string>): string {
  const start = from<JsonMap>(stored(toDocument(base)) as JsonMap)
  const left = change(clone(start), doc => reconcileMap(doc, toDocument(ours)))
  const right = change(clone(start), doc => reconcileMap(doc, toDocument(theirs)))
  return toText(merge(left, right))
}

function toDocument(text: string): JsonMap {
  const scene = readLoose(text)
  const nodes: JsonMap = {}
  const children = Map.groupBy(scene.nodes, node => node.parent)
  for (const { id, name, parent, via, fields, properties } of scene.nodes) {
    nodes[id] = {
      name,
      via,
      parent_id: parent ?? '',
      fields: { ...fields },
      properties: Object.fromEntries(Object.entries(properties).map(([key, value], order) => [key, { value, order }])),
      child_node_ids: (children.get(id) ?? []).map(node => node.id),
    }
  }
  return {
    head: scene.head,
    root: scene.nodes[0]?.id ?? '',
    nodes,
    ext_resources: Object.fromEntries(
      Object.entries(scene.external).map(([id, each], order) => [id, { ...each, order }]),
    ),
    sub_resources: Object.fromEntries(
      Object.entries(scene.internal).map(([id, { type, properties }], order) => [
        id,
        { type, order, properties: { ...properties } },
      ]),
    ),
    connections: Object.fromEntries(
      scene.connections.map(each => [
        JSON.stringify(each),
        { from: each.from, to: each.to, fields: { ...each.fields } },
      ]),
    ),
    editable: [...scene.editable],
  }
}

/** Texts are values, not collaborative texts. */
function stored(value: Json): unknown {
  if (typeof value === 'string') return new ImmutableString(value)
  if (Array.isArray(value)) return value.map(stored)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, stored(each)]))
  return value
}

type Target = Record<string | number, unknown>

function reconcileMap(target: Target, wanted: JsonMap): void {
  for (const key of Object.keys(target)) if (!(key in wanted)) delete target[key]
  for (const [key, value] of Object.entries(wanted)) reconcile(target, key, value)
}

/** By index: a list that lost its first item has every slot written over and the last one taken away. */
function reconcileList(target: unknown[], wanted: readonly Json[]): void {
  for (const [i, value] of wanted.entries()) {
    if (i < target.length) reconcile(target as unknown as Target, i, value)
    else target.push(stored(value))
  }
  if (target.length > wanted.length) target.splice(wanted.length, target.length - wanted.length)
}

function reconcile(target: Target, key: string | number, wanted: Json): void {
  const is = target[key]
  if (typeof wanted === 'string' || typeof wanted === 'number') {
    if (plain(is) !== wanted) target[key] = stored(wanted)
  } else if (Array.isArray(wanted) && Array.isArray(is)) reconcileList(is, wanted)
  else if (!Array.isArray(wanted) && typeof is === 'object' && is !== null && !Array.isArray(is)) {
    reconcileMap(is as Target, wanted)
  } else target[key] = stored(wanted)
}

function plain(value: unknown): unknown {
  return value instanceof ImmutableString ? value.val : value
}

interface PositionalNode {
  readonly name: string
  readonly via: string
  readonly fields: Record<string, string>
  readonly properties: Record<string, { value: string; order: number }>
  readonly child_node_ids: readonly string[]
}

/** Deeper than any scene: the lists lead in a circle. */
const DEEPEST = 500

function toText(doc: Doc<JsonMap>): string {
  const state = unstored(doc) as {
    head: string
    root: string
    nodes: Record<string, PositionalNode>
    ext_resources: Record<string, Record<string, string>>
    sub_resources: Record<string, { type: string; properties: Record<string, string> }>
    connections: Record<string, { from: string; to: string; fields: Record<string, string> }>
    editable: string[]
  }
  const paths = new Map<string, string>()
  const nodes: LooseNode[] = []
  // Where a list names a node twice, it is written twice, each below the parent it was reached from.
  const visit = (id: string, parent: string | null, depth: number): void => {
    const node = state.nodes[id]
    if (node === undefined || depth > DEEPEST) return
    const written = `${nodes.length}`
    const above = parent === null ? null : (paths.get(parent) ?? '.')
    const full = node.via === '' ? node.name : `${node.via}/${node.name}`
    paths.set(written, above === null ? '.' : above === '.' ? full : `${above}/${full}`)
    if (!paths.has(`id ${id}`)) paths.set(`id ${id}`, paths.get(written) ?? '')
    const properties = Object.entries(node.properties).sort(([, a], [, b]) => a.order - b.order)
    nodes.push({
      id: written,
      name: node.name,
      parent,
      via: node.via,
      fields: node.fields,
      properties: Object.fromEntries(properties.map(([name, { value }]) => [name, value])),
    })
    for (const child of node.child_node_ids) visit(child, written, depth + 1)
  }
  visit(state.root, null, 0)
  const ordered = <T>(map: Record<string, T>) =>
    Object.entries(map).sort(
      ([, a], [, b]) => Number((a as { order: number }).order) - Number((b as { order: number }).order),
    )
  return writeLoose(
    {
      head: state.head,
      external: Object.fromEntries(
        ordered(state.ext_resources).map(([id, { order: _order, ...fields }]) => [id, fields]),
      ),
      internal: Object.fromEntries(ordered(state.sub_resources)),
      nodes,
      connections: Object.values(state.connections),
      editable: [...new Set(state.editable)],
    },
    id => paths.get(id) ?? paths.get(`id ${id}`) ?? null,
  )
}

function unstored(value: unknown): unknown {
  if (value instanceof ImmutableString) return value.val
  if (Array.isArray(value)) return value.map(unstored)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unstored(each)]))
  }
  return value
}
