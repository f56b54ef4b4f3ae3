/** Resources that are not the same in both texts: what refers to them has to be looked at. */
import type { Outline, OutlinedSection } from '../../codec/outline.ts'
import { fieldString, fieldText } from '../../codec/scene-text.ts'
import type { LooseSection } from './pair-sections.ts'

const REFERENCE = /\b(Ext|Sub)Resource\(\s*"?([^")\s]+)"?\s*\)/g

/** `Ext1_a`: of those that differ, and of those that hold one of them. */
export function unsteadyResources({ text, sections }: Outline, loose: readonly LooseSection[]): ReadonlySet<string> {
  const unsteady = new Set(loose.flatMap(each => nameOf(each.text, each.section) ?? []))
  const inner = unsteady.size === 0 ? [] : sections.filter(section => section.tag === 'sub_resource')
  for (let size = 0; size < unsteady.size; ) {
    size = unsteady.size
    for (const section of inner) {
      const name = nameOf(text, section)
      if (name !== null && namesOneOf(text.slice(section.start, section.end), unsteady)) unsteady.add(name)
    }
  }
  return unsteady
}

export function namesOneOf(text: string, names: ReadonlySet<string>): boolean {
  for (const [, kind = '', localId = ''] of text.matchAll(REFERENCE)) if (names.has(kind + localId)) return true
  return false
}

function nameOf(text: string, section: OutlinedSection): string | null {
  if (section.tag !== 'ext_resource' && section.tag !== 'sub_resource') return null
  const localId = fieldString({ text }, section, 'id') ?? fieldText({ text }, section, 'id') ?? ''
  return (section.tag === 'ext_resource' ? 'Ext' : 'Sub') + localId
}
