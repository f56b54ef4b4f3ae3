/** What connections join, and which of them may be taken for one another. */
import type { Outline, OutlinedSection } from '../../codec/outline.ts'
import { fieldString } from '../../codec/scene-text.ts'
import type { LooseSection } from './pair-sections.ts'

/** Paths of nodes that a connection joins, or that an `[editable]` is about. */
export function endsOf(text: string, section: OutlinedSection): string[] {
  if (section.tag !== 'connection' && section.tag !== 'editable') return []
  return (section.tag === 'connection' ? ['from', 'to'] : ['path']).map(name => stringField(text, section, name))
}

/** The same for all that have one identity (ID5); null for what is no connection. */
export function connectionName(text: string, section: OutlinedSection): string | null {
  if (section.tag !== 'connection') return null
  return ['signal', 'from', 'to', 'method']
    .map(name => stringField(text, section, name).replace(/^(?:\.\/)+/, ''))
    .join('\n')
}

/** Names that several connections of the first text have, or one that differs: who is who is told by all of those. */
export function contestedNames({ text, sections }: Outline, loose: readonly LooseSection[]): ReadonlySet<string> {
  const contested = new Set<string>()
  const seen = new Set<string>()
  for (const section of sections) {
    const name = connectionName(text, section)
    if (name === null) continue
    if (seen.has(name)) contested.add(name)
    seen.add(name)
  }
  for (const each of loose) {
    const name = connectionName(each.text, each.section)
    if (name !== null) contested.add(name)
  }
  return contested
}

function stringField(text: string, section: Exclude<OutlinedSection, { tag: 'node' }>, name: string): string {
  return fieldString({ text }, section, name) ?? ''
}
