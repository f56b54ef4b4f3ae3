/** Resources that came, went or say something else. */
import { fieldString } from '../codec/scene-text.ts'
import { type FileModel, localIdOf } from '../file-model.ts'
import type { RegisterDifference } from '../intake/diff-models.ts'
import type { ParsedKey } from '../register-key.ts'
import { pathOf } from './node-changes.ts'
import { resourcePlaces } from './resource-places.ts'
import type { ChangeOwner, SceneChange } from './scene-change.ts'
import { propertyChange, propertyText } from './value-change.ts'

export interface Keyed extends RegisterDifference {
  readonly key: ParsedKey | null
}

/** A resource that came or went is one change; what it says then is no change of its own. */
export function resourceChanges(
  differences: readonly Keyed[],
  { from, to }: { readonly from: FileModel; readonly to: FileModel },
): SceneChange[] {
  const gone = [...from.resources.keys()].filter(id => !to.resources.has(id))
  const born = [...to.resources.keys()].filter(id => !from.resources.has(id))
  const changed = differences.flatMap(({ key, ...rest }) =>
    key !== null && isInBoth(key.id, from, to) && !isQuietResource(key, rest.from, rest.to) ? [{ ...rest, key }] : [],
  )
  const places = {
    from: resourcePlaces(from, new Set(gone)),
    to: resourcePlaces(to, new Set([...born, ...changed.map(({ key }) => key.id)])),
  }
  const whole = (id: string, kind: 'resource-added' | 'resource-removed'): SceneChange => {
    const [model, found] = kind === 'resource-added' ? [to, places.to] : [from, places.from]
    const owner = resourceOwner(model, id)
    const text = resourcePath(model, id) ?? owner.type
    return {
      id: `r/${id}`,
      kind,
      node: pathOf(model, found.get(id) ?? ''),
      owner,
      property: null,
      from: kind === 'resource-added' ? null : text,
      to: kind === 'resource-added' ? text : null,
      parts: null,
    }
  }
  return [
    ...born.map(id => whole(id, 'resource-added')),
    ...gone.map(id => whole(id, 'resource-removed')),
    ...changed.map(({ register, key }): SceneChange => {
      const property = 'name' in key ? key.name : 'type'
      const texts = [resourceText(from, key), resourceText(to, key)] as const
      const node = pathOf(to, places.to.get(key.id) ?? '')
      const change = propertyChange(property, texts, { from, to })
      return { ...change, id: register, node, owner: resourceOwner(to, key.id), kind: 'resource-changed' }
    }),
  ]
}

function isInBoth(id: string, from: FileModel, to: FileModel): boolean {
  return from.resources.has(id) && to.resources.has(id)
}

/** The id a file uses for a resource is a name for itself alone. */
function isQuietResource(key: ParsedKey, from: RegisterDifference['from'], to: RegisterDifference['to']): boolean {
  return key.slot === 'birth' && Array.isArray(from) && Array.isArray(to) && from[1] === to[1]
}

function resourceText(model: FileModel, key: ParsedKey): string | null {
  if (key.slot === 'property') return propertyText(model, key.id, key.name)
  const section = model.resources.get(key.id)
  if (section === undefined) return null
  return fieldString(model.structure.file, section, key.slot === 'field' ? key.name : 'type') ?? null
}

function resourceOwner(model: FileModel, id: string): Extract<ChangeOwner, { kind: 'resource' }> {
  const { file } = model.structure
  const section = model.resources.get(id)
  if (section === undefined) throw new RangeError(`resource ${id}`)
  return { kind: 'resource', id, localId: localIdOf(file, section), type: fieldString(file, section, 'type') ?? '' }
}

function resourcePath(model: FileModel, id: string): string | undefined {
  const section = model.resources.get(id)
  return section === undefined ? undefined : fieldString(model.structure.file, section, 'path')
}
