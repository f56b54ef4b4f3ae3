/** What nodes, resources, connections and the scene itself say otherwise. */
import { fieldText } from '../codec/scene-text.ts'
import type { FileModel } from '../file-model.ts'
import type { ModelDifference, RegisterDifference } from '../intake/diff-models.ts'
import { type ParsedKey, parseRegisterKey } from '../register-key.ts'
import { connectionChanges } from './connection-changes.ts'
import { pathOf, typeOf } from './node-changes.ts'
import { isQuietField, isQuietHeader } from './noise.ts'
import { type Keyed, resourceChanges } from './resource-changes.ts'
import type { SceneChange } from './scene-change.ts'
import { propertyChange, propertyText } from './value-change.ts'

interface Models {
  readonly from: FileModel
  readonly to: FileModel
}

/** Of nodes in both states, and of all resources and connections. */
export function listRegisterChanges(from: FileModel, to: FileModel, difference: ModelDifference): SceneChange[] {
  const models = { from, to }
  const parsed = difference.registers.map(register => ({ ...register, key: parseRegisterKey(register.register) }))
  const busy = nodesWithProperties(parsed)
  const changes: SceneChange[] = []
  const resources: Keyed[] = []
  for (const each of parsed) {
    const { key } = each
    switch (key?.owner) {
      case 'node':
        changes.push(...nodeChanges(key, each, models, busy))
        break
      case 'connection':
        changes.push(...connectionChanges(key.id, each, models))
        break
      case 'header':
        if (!isQuietHeader(key.name))
          changes.push(ofScene(each, key.name, headerText(from, key.name), headerText(to, key.name), models))
        break
      case 'main':
        changes.push(ofScene(each, key.name, propertyText(from, '', key.name), propertyText(to, '', key.name), models))
        break
      case 'resource':
        resources.push(each)
        break
      case undefined:
        break
    }
  }
  return [...changes, ...resourceChanges(resources, models)]
}

function nodesWithProperties(parsed: readonly Keyed[]): Set<string> {
  return new Set(parsed.flatMap(({ key }) => (key?.owner === 'node' && key.slot === 'property' ? [key.id] : [])))
}

function nodeChanges(
  key: ParsedKey,
  { register, from, to }: RegisterDifference,
  models: Models,
  busy: ReadonlySet<string>,
): SceneChange[] {
  if (!models.from.nodes.has(key.id) || !models.to.nodes.has(key.id)) return []
  const base = {
    id: register,
    node: pathOf(models.to, key.id),
    owner: { kind: 'node', id: key.id } as const,
    parts: null,
  }
  switch (key.slot) {
    case 'group':
      return [
        to === null
          ? { ...base, kind: 'group-removed', property: key.name, from: key.name, to: null }
          : { ...base, kind: 'group-added', property: key.name, from: null, to: key.name },
      ]
    case 'property': {
      const texts = [propertyText(models.from, key.id, key.name), propertyText(models.to, key.id, key.name)] as const
      return [{ ...base, ...propertyChange(key.name, texts, models) }]
    }
    case 'editable': {
      const inside = key.name === '' ? 'true' : key.name
      return [
        {
          ...base,
          kind: 'property-changed',
          property: 'editable_children',
          from: from === null ? null : inside,
          to: to === null ? null : inside,
        },
      ]
    }
    case 'field':
      return fieldChanges(key, base, models, busy)
    case 'edge':
    case 'trash':
    case 'part':
    case 'birth':
    case 'whole':
      return []
  }
}

function fieldChanges(
  { id, name }: { readonly id: string; readonly name: string },
  base: Pick<SceneChange, 'id' | 'node' | 'owner' | 'parts'>,
  { from, to }: Models,
  busy: ReadonlySet<string>,
): SceneChange[] {
  // Places are told by node-changes.ts; `node_paths` says which properties are nodes and follows them.
  if (name === '@inside' || name === 'index' || isQuietField(name) || (name === 'node_paths' && busy.has(id))) return []
  if (name === 'name') {
    const isRoot = to.root === id
    const [before, after] = isRoot ? [from.nodes.get(id)?.name, to.nodes.get(id)?.name] : [pathOf(from, id), base.node]
    return [{ ...base, kind: 'node-renamed', property: null, from: before ?? null, to: after ?? null }]
  }
  if (name === 'type')
    return [{ ...base, kind: 'node-retyped', property: null, from: typeOf(from, id), to: typeOf(to, id) }]
  return [
    { ...base, kind: 'property-changed', property: name, from: nodeField(from, id, name), to: nodeField(to, id, name) },
  ]
}

function ofScene(
  { register }: RegisterDifference,
  property: string,
  from: string | null,
  to: string | null,
  models: Models,
): SceneChange {
  return { id: register, node: '.', owner: { kind: 'scene' }, ...propertyChange(property, [from, to], models) }
}

function headerText(model: FileModel, name: string): string | null {
  const [section] = model.structure.file.sections
  return section === undefined ? null : (fieldText(model.structure.file, section, name) ?? null)
}

function nodeField(model: FileModel, id: string, name: string): string | null {
  const { file } = model.structure
  const section = file.sections[model.nodes.get(id)?.section ?? -1]
  return section === undefined ? null : (fieldText(file, section, name) ?? null)
}
