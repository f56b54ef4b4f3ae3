/** Resources that are not the same in both texts: what refers to them has to be looked at. */
import type { SceneText, Section } from '../../codec/scene-text.ts'
import { localIdOf } from '../../file-model.ts'
import { type LooseSection, textOf } from './loose-sections.ts'

const REFERENCE = /\b(Ext|Sub)Resource\(\s*"?([^")\s]+)"?\s*\)/g

/** `Ext1_a`: of those that differ, and of those that hold one of them. */
export function unsteadyResources(first: SceneText, loose: readonly LooseSection[]): ReadonlySet<string> {
  const unsteady = new Set(loose.flatMap(({ file, section }) => nameOf(file, section) ?? []))
  const inner = first.sections.filter(section => section.tag === 'sub_resource')
  for (let size = 0; size < unsteady.size; ) {
    size = unsteady.size
    for (const section of inner) {
      const name = nameOf(first, section)
      if (name !== null && namesOneOf(textOf({ file: first, section, place: null }), unsteady)) unsteady.add(name)
    }
  }
  return unsteady
}

export function namesOneOf(text: string, names: ReadonlySet<string>): boolean {
  for (const [, kind = '', localId = ''] of text.matchAll(REFERENCE)) if (names.has(kind + localId)) return true
  return false
}

function nameOf(file: SceneText, section: Section): string | null {
  if (section.tag !== 'ext_resource' && section.tag !== 'sub_resource') return null
  return (section.tag === 'ext_resource' ? 'Ext' : 'Sub') + localIdOf(file, section)
}
