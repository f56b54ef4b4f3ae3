/** What is typed above the scene tree: words of a name, and `type:`, `group:`, `script:`. All of them have to hold. */
import type { ClassDatabase } from '../../../shared/godot/classes.ts'

export interface NodeQuery {
  readonly words: readonly string[]
  readonly types: readonly string[]
  readonly groups: readonly string[]
  readonly scripts: readonly string[]
}

export interface Searchable {
  readonly name: string
  readonly type: string | null
  readonly groups: readonly string[]
  /** Path of the attached script. */
  readonly script: string | null
}

/** null where nothing is asked for. */
export function parseQuery(text: string): NodeQuery | null {
  const query = { words: [] as string[], types: [] as string[], groups: [] as string[], scripts: [] as string[] }
  for (const part of text.trim().toLowerCase().split(/\s+/)) {
    const match = /^(type|group|script):(.*)$/.exec(part)
    if (match === null) {
      if (part !== '') query.words.push(part)
      continue
    }
    const list = match[1] === 'type' ? query.types : match[1] === 'group' ? query.groups : query.scripts
    list.push(match[2] ?? '')
  }
  return query.words.length + query.types.length + query.groups.length + query.scripts.length === 0 ? null : query
}

/** `type:light` finds every class that is, or derives from, one whose name holds `light`. */
export function matchesQuery(query: NodeQuery, node: Searchable, classes: ClassDatabase): boolean {
  const name = node.name.toLowerCase()
  const script = node.script?.toLowerCase() ?? null
  const chain = node.type === null ? [] : [node.type, ...classes.ancestry(node.type)]
  return (
    query.words.every(word => name.includes(word)) &&
    query.types.every(type => chain.some(ancestor => ancestor.toLowerCase().includes(type))) &&
    query.groups.every(group => node.groups.some(own => own.toLowerCase().includes(group))) &&
    query.scripts.every(wanted => script?.includes(wanted) ?? false)
  )
}
