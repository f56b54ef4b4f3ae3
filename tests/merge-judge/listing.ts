/** What a merge says it met, as far as it bears on the judgement: which nodes, and what about them. */
import type { Edit } from './edits.ts'
import { type Aspect, type Registers, registerName } from './registers.ts'

export interface Listed {
  /** `node`: its being there or not, and with it everything about it and below it. */
  readonly aspect: Aspect
  /** Of the node, in whichever of the texts. */
  readonly paths: readonly string[]
  /** Of a property its name; null for all of the aspect. */
  readonly name: string | null
}

export interface Listing {
  hasNode(key: string): boolean
  has(edit: Pick<Edit, 'about'>): boolean
}

export function createListing(listed: readonly Listed[], texts: readonly Registers[]): Listing {
  const whole = new Set<string>()
  const parts = new Set<string>()
  for (const { aspect, paths, name } of listed) {
    for (const key of keysAt(paths, texts)) {
      if (aspect === 'node') addBelow(key, texts, whole)
      else parts.add(`${key} ${aspect} ${name ?? '*'}`)
    }
    if (aspect === 'scene') parts.add(` scene ${name ?? '*'}`)
  }
  const hasKey = (key: string | null) => key !== null && whole.has(key)
  return {
    hasNode: key => whole.has(key),
    has: ({ about }) => {
      if (hasKey(about.key) || hasKey(about.otherKey)) return true
      if (about.aspect === 'connection') {
        return [about.key, about.otherKey].some(key => parts.has(`${key} connection *`))
      }
      return parts.has(registerName(about)) || parts.has(`${about.key ?? ''} ${about.aspect} *`)
    },
  }
}

function keysAt(paths: readonly string[], texts: readonly Registers[]): Set<string> {
  const keys = new Set<string>()
  for (const { keyed } of texts) {
    for (const path of paths) {
      const node = keyed.scene.byPath.get(path)
      if (node !== undefined) keys.add(keyed.keys[node.index] ?? '')
    }
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
