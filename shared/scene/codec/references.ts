/** References that Godot would fail on. Apart from parsing: such a file can be read and mended. */
import { type CodecFault, faultAt } from './fault.ts'
import { findLiterals } from './literals.ts'
import type { SceneText, Section } from './syntax.ts'

/**
 * Faults for every `ExtResource` and `SubResource` that names none above it. One that stands below counts as absent, as
 * it does for Godot, which then loads nothing of the file. COD14
 */
export function checkReferences(file: SceneText): CodecFault[] {
  const known = { ExtResource: new Set<string>(), SubResource: new Set<string>() }
  const faults: CodecFault[] = []
  for (const section of file.sections) {
    for (const { valueStart, valueEnd } of [...section.fields, ...section.properties]) {
      const raw = file.text.slice(valueStart, valueEnd)
      if (!raw.includes('Resource')) continue
      for (const literal of findLiterals(raw, ['ExtResource', 'SubResource'])) {
        const ids = literal.name === 'ExtResource' ? known.ExtResource : known.SubResource
        if (ids.has(literal.argument)) continue
        const reason = `${literal.name}("${literal.argument}") is not declared above`
        faults.push(faultAt(file.text, valueStart + literal.start, 'unresolved-resource', reason))
      }
    }
    const id = resourceId(file, section)
    if (id === undefined) continue
    if (section.tag === 'ext_resource') known.ExtResource.add(id)
    if (section.tag === 'sub_resource') known.SubResource.add(id)
  }
  return faults
}

/** The id of an ext_resource or sub_resource as references name it: `1` for Godot 3's `id=1`. */
export function resourceId(file: SceneText, section: Section): string | undefined {
  const field = section.fields.findLast(candidate => candidate.name === 'id')
  if (!field) return undefined
  const raw = file.text.slice(field.valueStart, field.valueEnd)
  return findLiterals(`ExtResource(${raw})`, ['ExtResource'])[0]?.argument
}
