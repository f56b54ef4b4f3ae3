/** What a merge says it met, as far as it bears on the judgement: which nodes, and what about them. */
import { type Edit, resourceEdits, resourceParts } from './edits.ts'
import type { Versions } from './matching.ts'
import type { Aspect, Registers } from './registers.ts'

export interface Listed {
  /**
   * `node`: its being there or not, and with it everything about it and below it. `resource`: one property of a
   * resource that the node refers to, and the same property wherever else that resource is used.
   */
  readonly aspect: Aspect | 'resource'
  /** Of the node, in each text that has it. */
  readonly paths: Versions<string | null> & { readonly result: string | null }
  /** Of a property its name, with a part of its value after a blank; null for all of the aspect. */
  readonly name: string | null
}

export interface Listing {
  /** Parts of resources, as `resourceEdits` and `resourceParts` say them, wherever those resources are used. */
  readonly resources: ReadonlySet<string>
  hasNode(key: string): boolean
  has(edit: Pick<Edit, 'about' | 'path' | 'value'>): boolean
}

export interface ListedTexts extends Versions<Registers> {
  readonly result: Registers
}

export function createListing(listed: readonly Listed[], texts: ListedTexts, edits: readonly Edit[]): Listing {
  const whole = new Set<string>()
  const parts = new Map<string, (string | null)[]>()
  const resources = new Set<string>()
  for (const { aspect, paths, name } of listed) {
    const keys = aspect === 'scene' ? [''] : keysAt(paths, texts)
    for (const key of keys) {
      if (aspect === 'node') addBelow(key, Object.values(texts) as Registers[], whole)
      else if (aspect === 'resource') addResource(key, name, edits, resources)
      else parts.set(`${key} ${aspect}`, [...(parts.get(`${key} ${aspect}`) ?? []), name])
    }
  }
  const isWhole = (key: string | null) => key !== null && whole.has(key)
  return {
    resources,
    hasNode: key => whole.has(key),
    has: edit => {
      const { key, otherKey, aspect } = edit.about
      if (isWhole(key) || isWhole(otherKey)) return true
      if (aspect === 'property' && [...resourceEdits(edit), ...resourceParts(edit)].some(each => resources.has(each)))
        return true
      const names = parts.get(`${key ?? ''} ${aspect}`) ?? []
      const others = aspect === 'connection' ? (parts.get(`${otherKey} connection`) ?? []) : []
      return [...names, ...others].some(name => name === null || isNamed(edit, name))
    },
  }
}

/** `metadata/stats`, or one part of it: `metadata/stats "hp"`. */
function isNamed({ about, path }: Pick<Edit, 'about' | 'path'>, name: string): boolean {
  if (about.aspect === 'connection' || about.aspect === 'name' || name === about.name) return true
  if (about.aspect === 'group') return name === `group ${about.name}`
  if (!name.startsWith(`${about.name} `)) return false
  const [first] = path
  return first === undefined || plain(name).endsWith(plain(first))
}

function addResource(key: string, property: string | null, edits: readonly Edit[], into: Set<string>): void {
  const name = property?.split(' ')[0]?.replace(/^tracks\/\d+\//, 'tracks/')
  const time = / key ([\d.]+)$/.exec(property ?? '')?.[1]
  const at = time === undefined ? '/' : `/at ${Number(time)}/`
  let isKnown = false
  for (const edit of edits) {
    if (edit.about.key !== key || edit.about.aspect !== 'property') continue
    for (const each of resourceEdits(edit)) {
      if (name !== undefined && !(each.startsWith(`${name}/`) && each.includes(at))) continue
      into.add(each)
      // A key that one side took away and the other set in part is listed as the key.
      if (time !== undefined) into.add(each.slice(0, each.indexOf(at) + at.length))
      isKnown = true
    }
  }
  // It is listed at a node that got the resource only in this merge: a duplicate.
  if (!isKnown) into.add(time === undefined ? `${name}/` : `tracks/keys${at}`)
}

function plain(text: string): string {
  return text.replaceAll('"', '')
}

function keysAt(paths: Listed['paths'], texts: ListedTexts): Set<string> {
  const keys = new Set<string>()
  for (const side of ['base', 'ours', 'theirs', 'result'] as const) {
    const { keyed } = texts[side]
    const node = keyed.scene.byPath.get(paths[side] ?? '')
    if (node !== undefined) keys.add(keyed.keys[node.index] ?? '')
  }
  return keys
}

function addBelow(key: string, texts: readonly Registers[], into: Set<string>): void {
  const waiting = [key]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (into.has(next)) continue
    into.add(next)
    for (const { childrenOf } of texts) waiting.push(...(childrenOf.get(next) ?? []))
  }
}
