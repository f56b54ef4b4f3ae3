/**
 * Value texts in which file-local ids stand for what they name: `ExtResource("3_x")` is its path, `SubResource("5")` its
 * type. So two texts of one scene can be compared though a save renumbered their resources, as Godot 3 does each time.
 */
import { fieldString } from '../codec/scene-text.ts'
import { findLiterals } from '../codec/variant.ts'
import { localIdOf } from '../file-model.ts'
import type { FileStructure } from '../file-structure.ts'
import type { Scene } from '../scene.ts'

export interface NeutralTexts {
  of(text: string): string
  /** What a resource stands for; its own id where there is none. */
  nameOf(kind: 'external' | 'internal', localId: string): string
}

export function neutralTexts(structure: FileStructure): NeutralTexts {
  const { file } = structure
  const names = new Map<string, string>()
  for (const at of structure.resources) {
    const section = file.sections[at]
    if (section === undefined) continue
    const isExternal = section.tag === 'ext_resource'
    const name = fieldString(file, section, isExternal ? 'path' : 'type') ?? ''
    names.set(`${isExternal ? 'external' : 'internal'}:${localIdOf(file, section)}`, name)
  }
  return neutralBy(names)
}

/** The same for a resolved scene. */
export function neutralTextsOf(scene: Scene): NeutralTexts {
  const names = new Map<string, string>()
  for (const { kind, localId, path, type } of scene.resources.values()) names.set(`${kind}:${localId}`, path ?? type)
  return neutralBy(names)
}

function neutralBy(names: ReadonlyMap<string, string>): NeutralTexts {
  const nameOf = (kind: 'external' | 'internal', localId: string) => names.get(`${kind}:${localId}`) ?? localId
  return {
    nameOf,
    of(text) {
      if (!text.includes('Resource(')) return text
      let neutral = ''
      let at = 0
      for (const { name, argument, start, end } of findLiterals(text, ['ExtResource', 'SubResource'])) {
        neutral += `${text.slice(at, start)}<${nameOf(name === 'ExtResource' ? 'external' : 'internal', argument)}>`
        at = end
      }
      return neutral + text.slice(at)
    },
  }
}
