/** MRG14: what every merged text is checked for before anybody gets it. */
import { fieldString, parseSceneText, propertyText, type SceneText, type Section } from '../codec/scene-text.ts'
import { findLiterals } from '../codec/variant.ts'
import { localIdOf } from '../file-model.ts'

/** The reason, or null where Godot will load it as far as the text alone tells. */
export function whyNotLoadable(text: string): string | null {
  const parsed = parseSceneText(text)
  if (!parsed.ok) return `line ${parsed.fault.line}: ${parsed.fault.reason}`
  return undefinedResource(parsed.value) ?? misplacedNode(parsed.value)
}

/** A resource is defined once, above what refers to it. */
function undefinedResource(file: SceneText): string | null {
  const known = new Set<string>()
  for (const section of file.sections) {
    const missing = textsOf(file, section).find(value => unknownReference(value, known) !== null)
    if (missing !== undefined)
      return `${section.tag} refers to ${unknownReference(missing, known) ?? ''}, which is not above it`
    const kind = section.tag === 'ext_resource' ? 'ExtResource' : section.tag === 'sub_resource' ? 'SubResource' : null
    if (kind === null) continue
    const key = `${kind}:${localIdOf(file, section)}`
    if (known.has(key)) return `${key} is there twice`
    known.add(key)
  }
  return null
}

function textsOf(file: SceneText, section: Section): string[] {
  return [
    ...section.fields.map(({ valueStart, valueEnd }) => file.text.slice(valueStart, valueEnd)),
    ...section.properties.map(property => propertyText(file, property)),
  ]
}

function unknownReference(value: string, known: ReadonlySet<string>): string | null {
  if (!value.includes('Resource(')) return null
  const found = findLiterals(value, ['ExtResource', 'SubResource']).find(
    ({ name, argument }) => !known.has(`${name}:${argument}`),
  )
  return found === undefined ? null : `${found.name} ${found.argument}`
}

/** Parents stand before their children; a path that leads into an instance is for Godot to follow. */
function misplacedNode(file: SceneText): string | null {
  const known = new Set<string>()
  const open = new Set<string>()
  for (const section of file.sections) {
    if (section.tag !== 'node') continue
    const name = fieldString(file, section, 'name') ?? ''
    const parent = fieldString(file, section, 'parent')
    const path = parent === undefined ? '.' : parent === '.' ? name : `${parent}/${name}`
    if (parent !== undefined && !known.has(parent) && !isInside(parent, open)) return `${path} stands before its parent`
    known.add(path)
    const isInstance = section.fields.some(
      ({ name: field }) => field === 'instance' || field === 'instance_placeholder',
    )
    const isOverride = !isInstance && !section.fields.some(({ name: field }) => field === 'type')
    if (isInstance || isOverride) open.add(path)
  }
  return null
}

function isInside(path: string, open: ReadonlySet<string>): boolean {
  if (open.has('.')) return true
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (open.has(path.slice(0, slash))) return true
  }
  return false
}
