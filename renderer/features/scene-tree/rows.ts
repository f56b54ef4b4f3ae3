/**
 * The scene tree as rows: this scene's own nodes, and the inner nodes of instances and of the scene it inherits from.
 * A pure function; a row that did not change keeps its identity, so that it is not drawn again.
 */
import type { ClassDatabase } from '../../../shared/godot/classes.ts'
import { composeInstance, effectiveType, type InnerNode, type SceneAt } from '../../../shared/scene/compose.ts'
import { INSIDE_FIELD } from '../../../shared/scene/file-model.ts'
import { resourceByReference } from '../../../shared/scene/reference.ts'
import type { NodeId, Scene, SceneNode } from '../../../shared/scene/scene.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'
import { matchesQuery, type NodeQuery } from './query.ts'

export interface SceneRow extends TreeRow {
  readonly name: string
  /** Class, through instances; null while that is not known. */
  readonly type: string | null
  /** Of this scene: can be selected, edited, moved. Also an override of an inner node. */
  readonly node: SceneNode | null
  /** From another scene. `holder` is the instance, or the root of an inherited scene. */
  readonly inner: { readonly holder: NodeId; readonly node: InnerNode } | null
  /** `res://` path of the scene this node is an instance of. */
  readonly instance: string | null
  readonly isMissing: boolean
  /** Shown only because something below it matches the search. */
  readonly isFaint: boolean
}

export interface RowsInput {
  readonly scene: Scene
  readonly sceneAt: SceneAt
  readonly classes: ClassDatabase
  /** Keys that are not as they are by default: nodes open, instances folded. */
  readonly flipped: ReadonlySet<string>
  readonly query: NodeQuery | null
}

interface Item {
  readonly key: string
  readonly name: string
  readonly node: SceneNode | null
  readonly inner: { readonly holder: NodeId; readonly node: InnerNode } | null
  readonly opensByDefault: boolean
  readonly isMissing: boolean
  readonly hasChildren: boolean
  readonly children: () => Item[]
}

/** Remembers the rows it made last, to give equal ones again. */
export function createRowBuilder(): (input: RowsInput) => readonly SceneRow[] {
  let last = new Map<string, SceneRow>()
  return input => {
    const rows = buildRows(input).map(row => {
      const known = last.get(row.key)
      return known !== undefined && isSameRow(known, row) ? known : row
    })
    last = new Map(rows.map(row => [row.key, row]))
    return rows
  }
}

export function innerKey(holder: NodeId, path: string): string {
  return `${holder}/${path}`
}

export function buildRows(input: RowsInput): SceneRow[] {
  const { scene, query } = input
  const rows: SceneRow[] = []
  const root = scene.root === null ? undefined : scene.nodes.get(scene.root)
  if (root === undefined) return rows
  if (query === null) appendOpen(input, nodeItem(input, root), 1, 1, 1, rows)
  else appendMatching(input, query, nodeItem(input, root), 1, 1, 1, rows)
  return rows
}

function appendOpen(
  input: RowsInput,
  item: Item,
  level: number,
  position: number,
  siblings: number,
  rows: SceneRow[],
): void {
  const isExpanded = item.hasChildren && item.opensByDefault !== input.flipped.has(item.key)
  rows.push(
    toRow(input, item, { level, position, siblings, isExpandable: item.hasChildren, isExpanded, isFaint: false }),
  )
  if (!isExpanded) return
  const children = item.children()
  children.forEach((child, index) => {
    appendOpen(input, child, level + 1, index + 1, children.length, rows)
  })
}

/** True where the item or something below it matches. */
function appendMatching(
  input: RowsInput,
  query: NodeQuery,
  item: Item,
  level: number,
  position: number,
  siblings: number,
  rows: SceneRow[],
): boolean {
  const at = rows.length
  const type = typeOf(input, item)
  const isMatch = matchesQuery(
    query,
    { name: item.name, type, groups: groupsOf(item), script: scriptOf(input, item) },
    input.classes,
  )
  const place = { level, position, siblings }
  rows.push(toRow(input, item, { ...place, isExpandable: false, isExpanded: false, isFaint: !isMatch }))
  const children = item.children()
  let found = 0
  for (const child of children)
    if (appendMatching(input, query, child, level + 1, found + 1, children.length, rows)) found += 1
  if (!isMatch && found === 0) {
    rows.length = at
    return false
  }
  if (found > 0) rows[at] = toRow(input, item, { ...place, isExpandable: true, isExpanded: true, isFaint: !isMatch })
  return true
}

function nodeItem(input: RowsInput, node: SceneNode): Item {
  const { scene, sceneAt } = input
  const path = instanceOf(scene, node)
  const composed = path === null ? null : composeInstance(scene, node.id, sceneAt)
  const innerRoot = composed?.root ?? null
  const isInherited = node.id === scene.root && path !== null
  return {
    key: node.id,
    name: node.name,
    node,
    inner: null,
    opensByDefault: path === null || isInherited || scene.editable.has(node.id),
    isMissing: composed?.missing != null,
    hasChildren: node.children.length > 0 || (innerRoot?.children.length ?? 0) > 0,
    children: () => [
      ...(innerRoot?.children ?? []).map(inner => innerItem(input, node.id, inner)),
      ...ownChildren(input, node, innerRoot !== null),
    ],
  }
}

function innerItem(input: RowsInput, holder: NodeId, inner: InnerNode): Item {
  const override = inner.override === null ? undefined : input.scene.nodes.get(inner.override)
  const added = () => addedInside(input, holder, inner, override)
  return {
    key: override?.id ?? innerKey(holder, inner.path),
    name: inner.name,
    node: override ?? null,
    inner: { holder, node: inner },
    opensByDefault: false,
    isMissing: false,
    hasChildren: inner.children.length > 0 || (override !== undefined && added().length > 0),
    children: () => [...inner.children.map(child => innerItem(input, holder, child)), ...added()],
  }
}

/** Nodes of this scene under an inner node. */
function addedInside(input: RowsInput, holder: NodeId, inner: InnerNode, override: SceneNode | undefined): Item[] {
  const { nodes } = input.scene
  const underHolder = (nodes.get(holder)?.children ?? [])
    .map(id => nodes.get(id))
    .filter(node => node !== undefined && !node.isOverride && node.fields.get(INSIDE_FIELD) === inner.path)
  const underOverride = (override?.children ?? []).map(id => nodes.get(id)).filter(node => node?.isOverride === false)
  return [...underHolder, ...underOverride].flatMap(node => (node === undefined ? [] : [nodeItem(input, node)]))
}

function ownChildren(input: RowsInput, node: SceneNode, isComposed: boolean): Item[] {
  return node.children.flatMap(id => {
    const child = input.scene.nodes.get(id)
    // Overrides, and what was added inside, stand at their place within the instance where that is at hand.
    if (child === undefined || (isComposed && (child.isOverride || child.fields.has(INSIDE_FIELD)))) return []
    return [nodeItem(input, child)]
  })
}

function toRow(
  input: RowsInput,
  item: Item,
  place: Pick<SceneRow, 'level' | 'position' | 'siblings' | 'isExpandable' | 'isExpanded' | 'isFaint'>,
): SceneRow {
  return {
    ...place,
    key: item.key,
    text: item.name,
    name: item.name,
    type: typeOf(input, item),
    node: item.node,
    inner: item.inner,
    instance: item.node === null ? null : instanceOf(input.scene, item.node),
    isMissing: item.isMissing,
  }
}

function typeOf({ scene, sceneAt }: RowsInput, item: Item): string | null {
  if (item.inner !== null) return item.inner.node.resolvedType
  return item.node === null ? null : effectiveType(scene, item.node.id, sceneAt)
}

function groupsOf(item: Item): readonly string[] {
  return [...(item.inner?.node.groups ?? []), ...(item.node?.groups ?? [])]
}

function scriptOf({ scene, sceneAt }: RowsInput, item: Item): string | null {
  const own = item.node?.properties.get('script')
  if (own !== undefined) return resourceByReference(scene, own)?.path ?? null
  const inner = item.inner?.node
  const text = inner?.properties.get('script')
  const source = inner === undefined ? undefined : sceneAt(inner.source)
  return text === undefined || source === undefined ? null : (resourceByReference(source, text)?.path ?? null)
}

export function instanceOf(scene: Scene, node: SceneNode): string | null {
  return node.instance === null ? null : (scene.resources.get(node.instance)?.path ?? null)
}

function isSameRow(a: SceneRow, b: SceneRow): boolean {
  return (
    a.node === b.node &&
    a.level === b.level &&
    a.isExpanded === b.isExpanded &&
    a.isExpandable === b.isExpandable &&
    a.position === b.position &&
    a.siblings === b.siblings &&
    a.isFaint === b.isFaint &&
    a.isMissing === b.isMissing &&
    a.type === b.type &&
    a.name === b.name &&
    a.inner === null &&
    b.inner === null
  )
}
