/**
 * The index of one scene or resource file: nodes by type, group, script and the rest. Made once for each state of a scene; a query
 * compares its pattern with the few keys, and with nodes only where each has a text of its own.
 */
import type { NodeFacts, SceneFacts } from './facts.ts'

/** Indexes into the scene's nodes, ascending. */
export type Postings = ReadonlyMap<string, readonly number[]>

export interface Segment {
  readonly facts: SceneFacts
  /** `t:` a class, `s:` a script, `i:` an instanced scene. */
  readonly types: Postings
  readonly groups: Postings
  readonly scripts: Postings
  readonly properties: Postings
  readonly signals: Postings
  readonly resources: Postings
  readonly instances: Postings
  readonly uids: Postings
  /** Overrides of inner nodes: their class is in another scene. */
  readonly overrides: readonly number[]
  /** Everything that `text:` looks at, by node, in lower case; made when it is first asked for. */
  readonly texts: () => readonly string[]
}

export function createSegment(facts: SceneFacts): Segment {
  const types = new Map<string, number[]>()
  const groups = new Map<string, number[]>()
  const scripts = new Map<string, number[]>()
  const properties = new Map<string, number[]>()
  const signals = new Map<string, number[]>()
  const resources = new Map<string, number[]>()
  const instances = new Map<string, number[]>()
  const uids = new Map<string, number[]>()
  const overrides: number[] = []
  facts.nodes.forEach((node, at) => {
    for (const key of typeKeys(node)) post(types, key, at)
    for (const group of node.groups) post(groups, group, at)
    if (node.script !== null) post(scripts, node.script, at)
    for (const name of node.properties.keys()) post(properties, name, at)
    for (const signal of node.signals) post(signals, signal, at)
    for (const path of new Set(node.resources)) post(resources, path, at)
    if (node.instance !== null) post(instances, node.instance, at)
    for (const uid of new Set(node.uids)) post(uids, uid, at)
    if ((node.isRoot || node.isResource) && facts.uid !== null) post(uids, facts.uid, at)
    if (node.isOverride) overrides.push(at)
  })
  let texts: readonly string[] | null = null
  return {
    facts,
    types,
    groups,
    scripts,
    properties,
    signals,
    resources,
    instances,
    uids,
    overrides,
    texts() {
      texts ??= facts.nodes.map(node => anyText(node).join('\n').toLowerCase())
      return texts
    },
  }
}

/** Texts of a node, each for itself. */
export function anyText(node: NodeFacts): string[] {
  const texts = [node.name, node.path, ...node.groups, ...node.signals, ...node.resources]
  if (node.type !== null) texts.push(node.type)
  for (const [name, text] of node.properties) texts.push(name, text)
  return texts
}

/** What says of which type a node is. */
export function typeKeys({ type, script, instance, instanceUid }: NodeFacts): string[] {
  const keys: string[] = []
  if (type !== null) keys.push(`t:${type}`)
  if (script !== null) keys.push(`s:${script}`)
  if (instance !== null) keys.push(instanceUid === null ? `i:${instance}` : `i:${instance}\n${instanceUid}`)
  return keys
}

function post(postings: Map<string, number[]>, key: string, at: number): void {
  const list = postings.get(key)
  if (list === undefined) postings.set(key, [at])
  else if (list.at(-1) !== at) list.push(at)
}
