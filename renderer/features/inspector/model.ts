/** What the inspector shows for a selection: sections by class, each property with its value, default and claims. Pure. */
import type { ClassDatabase, PropertyInfo } from '../../../shared/godot/classes.ts'
import { effectiveProperties, effectiveType, type InnerNode, type SceneAt } from '../../../shared/scene/compose.ts'
import type { Contested, NodeId, ResourceId, Scene } from '../../../shared/scene/scene.ts'

export type Target =
  | { readonly kind: 'nodes'; readonly nodes: readonly NodeId[] }
  | { readonly kind: 'inner'; readonly holder: NodeId; readonly inner: InnerNode }
  /** null: the main section of a resource file. */
  | { readonly kind: 'resource'; readonly id: ResourceId | null }

/** What an editor needs to know of a property; of a class, a script or only of its name. */
export interface PropertyShape {
  readonly name: string
  readonly type: string
  readonly hint: string
  readonly hintString: string
  readonly className: string
}

export interface PropertyRow extends PropertyShape {
  readonly label: string
  /** The value in use; null where the selected ones differ. */
  readonly text: string | null
  /** Scene whose resource ids the text uses; empty for this one. */
  readonly source: string
  /** What a revert gives. */
  readonly defaultText: string | null
  /** Set here: a dot and a revert arrow. */
  readonly isChanged: boolean
  readonly isReadOnly: boolean
  readonly contested: Contested | null
  readonly group: string | null
  readonly description: string
}

export interface PropertySection {
  readonly id: string
  readonly title: string
  /** Class whose icon stands beside it; null for the script's. */
  readonly type: string | null
  readonly rows: readonly PropertyRow[]
}

/** What a script brings; `type` as the class database spells it. */
export interface ScriptProperty extends PropertyShape {
  readonly defaultText: string | null
  readonly group: string | null
  readonly description: string
}

export interface ModelInput {
  readonly scene: Scene
  readonly sceneAt: SceneAt
  readonly classes: ClassDatabase
  readonly target: Target
  readonly script: { readonly path: string; readonly properties: readonly ScriptProperty[] } | null
}

interface Values {
  readonly type: string | null
  /** In effect, with where it comes from. */
  readonly all: ReadonlyMap<string, { readonly text: string; readonly source: string; readonly isOwn: boolean }>
  /** In effect without what this scene sets. */
  readonly inherited: ReadonlyMap<string, string>
}

export function buildSections(input: ModelInput): PropertySection[] {
  const values = valuesOf(input)
  if (values.length === 0) return []
  const { classes, script } = input
  const contested = contestedOf(input)
  const seen = new Set<string>()
  const sections: PropertySection[] = []
  const row = (
    shape: PropertyShape & {
      defaultText: string | null
      group: string | null
      isReadOnly: boolean
      description: string
      prefix: string
    },
  ): PropertyRow => {
    seen.add(shape.name)
    return toRow(shape, values, contested.get(shape.name) ?? null)
  }
  if (script !== null && script.properties.length > 0) {
    const rows = script.properties.map(property => row({ ...property, isReadOnly: false, prefix: '' }))
    sections.push({ id: 'script', title: script.path.slice(script.path.lastIndexOf('/') + 1), type: null, rows })
  }
  for (const type of commonClasses(classes, values)) {
    const own = classes.properties(values[0]?.type ?? type).filter(info => info.declaredBy === type && isShown(info))
    const rows = own.map(info =>
      row({
        ...info,
        defaultText: defaultOf(classes, values, info.name),
        group: info.subgroup ?? info.group,
        description: '',
      }),
    )
    if (rows.length > 0) sections.push({ id: type, title: type, type, rows })
  }
  const rest = otherRows(classes, values, contested, seen)
  if (rest.length > 0) sections.push({ id: 'other', title: 'Other', type: null, rows: rest })
  return sections
}

/** Those that match letters, or that are changed. Sections without rows go. */
export function filterSections(
  sections: readonly PropertySection[],
  text: string,
  onlyChanged: boolean,
): PropertySection[] {
  const typed = text.trim().toLowerCase()
  if (typed === '' && !onlyChanged) return [...sections]
  return sections
    .map(section => ({
      ...section,
      rows: section.rows.filter(
        row =>
          (!onlyChanged || row.isChanged) &&
          (row.name.includes(typed.replaceAll(' ', '_')) || row.label.toLowerCase().includes(typed)),
      ),
    }))
    .filter(section => section.rows.length > 0)
}

/** `shadow_filter` → `Shadow filter`, without the part that its heading says. */
export function labelOf(name: string, prefix = ''): string {
  const short =
    prefix !== '' && name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name
  const text = short.replace(/^_+/, '').replace(/[_/]+/g, ' ').trim()
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1)
}

function isShown(info: PropertyInfo): boolean {
  return (info.isEdited || info.name === 'unique_name_in_owner') && info.type !== 'Nil'
}

function valuesOf({ scene, sceneAt, classes, target }: ModelInput): Values[] {
  switch (target.kind) {
    case 'nodes':
      return target.nodes.flatMap(id => {
        if (!scene.nodes.has(id)) return []
        const all = effectiveProperties(scene, id, sceneAt)
        const type = effectiveType(scene, id, sceneAt)
        return [{ type, all, inherited: inheritedOf(scene, id, sceneAt) }]
      })
    case 'inner': {
      const { inner } = target
      const all = new Map(
        [...inner.properties].map(([name, text]) => [name, { text, source: inner.source, isOwn: false }]),
      )
      return [{ type: inner.resolvedType, all, inherited: inner.properties }]
    }
    case 'resource': {
      const resource = target.id === null ? null : scene.resources.get(target.id)
      if (resource === undefined) return []
      const properties = resource === null ? scene.main : resource.properties
      const header = scene.header.get('type')
      const type = resource === null ? (header === undefined ? 'Resource' : header.replaceAll('"', '')) : resource.type
      const all = new Map([...properties].map(([name, text]) => [name, { text, source: '', isOwn: true }]))
      return [{ type: classes.exists(type) ? type : 'Resource', all, inherited: new Map() }]
    }
  }
}

/** As the node would be without this scene's own values. */
function inheritedOf(scene: Scene, id: NodeId, sceneAt: SceneAt): ReadonlyMap<string, string> {
  const node = scene.nodes.get(id)
  if (node === undefined || (node.instance === null && !node.isOverride)) return new Map()
  const bare: Scene = { ...scene, nodes: new Map(scene.nodes).set(id, { ...node, properties: new Map() }) }
  return new Map([...effectiveProperties(bare, id, sceneAt)].map(([name, { text }]) => [name, text]))
}

/** From the most derived class that all have, downwards. */
function commonClasses(classes: ClassDatabase, values: readonly Values[]): string[] {
  const [first, ...others] = values.map(({ type }) => (type === null ? [] : classes.ancestry(type)))
  return (first ?? []).filter(type => others.every(chain => chain.includes(type)))
}

function defaultOf(classes: ClassDatabase, values: readonly Values[], name: string): string | null {
  const texts = values.map(
    ({ type, inherited }) => inherited.get(name) ?? (type === null ? null : classes.defaultText(type, name)),
  )
  return same(texts)
}

function toRow(
  shape: PropertyShape & {
    defaultText: string | null
    group: string | null
    isReadOnly: boolean
    description: string
    prefix: string
  },
  values: readonly Values[],
  contested: Contested | null,
): PropertyRow {
  const { name, type, hint, hintString, className, defaultText, group, isReadOnly, description, prefix } = shape
  const texts = values.map(({ all, inherited }) => all.get(name)?.text ?? inherited.get(name) ?? defaultText)
  return {
    name,
    type,
    hint,
    hintString,
    className,
    label: name === 'unique_name_in_owner' ? 'Unique name' : labelOf(name, prefix),
    text: same(texts),
    source: values[0]?.all.get(name)?.source ?? '',
    defaultText,
    isChanged: values.some(({ all }) => all.get(name)?.isOwn),
    isReadOnly,
    contested,
    group,
    description,
  }
}

/** What is set but no class or script here knows: metadata, theme overrides, properties of a script that is away. */
function otherRows(
  classes: ClassDatabase,
  values: readonly Values[],
  contested: ReadonlyMap<string, Contested>,
  seen: ReadonlySet<string>,
): PropertyRow[] {
  const names = new Set(values.flatMap(({ all }) => [...all.keys()]))
  return [...names]
    .filter(name => !seen.has(name) && values.every(({ all }) => all.has(name)))
    .filter(name => values.every(({ type }) => type === null || classes.property(type, name) === null))
    .map(name => {
      const shape = {
        name,
        type: 'Nil',
        hint: 'none',
        hintString: '',
        className: '',
        defaultText: null,
        group: null,
        isReadOnly: false,
        description: '',
        prefix: '',
      }
      return toRow(shape, values, contested.get(name) ?? null)
    })
}

function contestedOf({ scene, target }: ModelInput): ReadonlyMap<string, Contested> {
  const isOwner = ({ owner }: Contested) => {
    if (target.kind === 'nodes')
      return owner.kind === 'node' && target.nodes.length === 1 && owner.id === target.nodes[0]
    if (target.kind === 'resource')
      return target.id === null ? owner.kind === 'scene' : owner.kind === 'resource' && owner.id === target.id
    return false
  }
  return new Map(scene.contested.filter(isOwner).map(one => [one.label, one]))
}

function same(texts: readonly (string | null)[]): string | null {
  const [first = null] = texts
  return texts.every(text => text === first) ? first : null
}
