/**
 * Values as they are kept: Godot text in which references name identities instead of paths and file-local ids.
 *
 *     NodePath("../Player:position")  ⇄  NodePath("@u1x2k3|:position|../Player:position")
 *     ExtResource("3_ab12c")          ⇄  ExtResource("@xk2j…")
 *
 * `@` stands in no node name and in no id that Godot writes. The last part of a stored NodePath is the path as it was
 * written, shown when its node is gone.
 */

import { quoteName } from './codec/layout.ts'
import { findLiterals } from './codec/variant.ts'
import { relativeNames, resolveNames, splitSubnames, type TreeView } from './node-tree.ts'

export interface ReferenceView {
  readonly tree: TreeView
  resourceByLocalId(kind: 'external' | 'internal', localId: string): string | undefined
  /** The id the file uses, for a resource of this view. */
  localId(resource: string): string | undefined
  readonly format: number
}

const LITERALS = ['NodePath', 'ExtResource', 'SubResource'] as const

export function hasReferences(text: string): boolean {
  return text.includes('NodePath(') || text.includes('Resource(')
}

/** `from` is the node the paths are relative to; null where that is not known, then paths stay as they are. */
export function toStored(text: string, from: string | null, view: ReferenceView): string {
  return replaceLiterals(text, (name, argument) => {
    if (argument.startsWith('@')) return null
    if (name === 'NodePath') return from === null ? null : storeNodePath(argument, from, view)
    const resource = view.resourceByLocalId(name === 'ExtResource' ? 'external' : 'internal', argument)
    return resource === undefined ? null : literal(name, `@${resource}`)
  })
}

/** The text to show and to write. `onDangling` hears of references that lead nowhere. */
export function toShown(
  text: string,
  from: string | null,
  view: ReferenceView,
  onDangling?: (text: string) => void,
): string {
  if (!text.includes('"@')) return text
  return replaceLiterals(text, (name, argument) => {
    if (!argument.startsWith('@')) return null
    if (name === 'NodePath') return showNodePath(argument, from, view, onDangling)
    const localId = view.localId(argument.slice(1))
    if (localId !== undefined) return resourceLiteral(name, localId, view.format)
    onDangling?.(`${name}("${argument.slice(1)}")`)
    return 'null'
  })
}

/**
 * REF2: a text of the seed as it reads now: paths are rewritten only where they would lead elsewhere than they did, so that
 * what nobody touched keeps its bytes.
 */
export function seedTextNow(
  text: string,
  from: string | null,
  seed: ReferenceView,
  now: ReferenceView,
  onDangling?: (text: string) => void,
): string {
  return replaceLiterals(text, (name, argument) => {
    if (name === 'NodePath') {
      if (from === null) return null
      const { names, subnames } = splitSubnames(argument)
      const target = resolveNames(seed.tree, from, names)
      if (target === null) return null
      const before = relativeNames(seed.tree, from, target)
      const after = relativeNames(now.tree, from, target)
      if (after === null) onDangling?.(argument)
      return after === null || after === before
        ? null
        : literal(name, withUnique(now.tree, names, after, target.node) + subnames)
    }
    const resource = seed.resourceByLocalId(name === 'ExtResource' ? 'external' : 'internal', argument)
    const localId = resource === undefined ? undefined : now.localId(resource)
    return localId === undefined || localId === argument ? null : resourceLiteral(name, localId, now.format)
  })
}

function storeNodePath(argument: string, from: string, view: ReferenceView): string | null {
  const { names, subnames } = splitSubnames(argument)
  const target = resolveNames(view.tree, from, names)
  if (target === null) return null
  const mark = names.startsWith('%') ? '%' : ''
  return literal('NodePath', `@${mark}${target.node}|${target.inside}${subnames}|${argument}`)
}

function showNodePath(
  argument: string,
  from: string | null,
  view: ReferenceView,
  onDangling?: (text: string) => void,
): string {
  const isUnique = argument.startsWith('@%')
  const [node = '', rest = '', ...written] = argument.slice(isUnique ? 2 : 1).split('|')
  const { names: inside, subnames } = splitSubnames(rest)
  const path = from === null ? null : relativeNames(view.tree, from, { node, inside })
  if (path === null) {
    onDangling?.(written.join('|'))
    return literal('NodePath', written.join('|'))
  }
  return literal('NodePath', withUnique(view.tree, isUnique ? '%' : '', path, node, inside) + subnames)
}

/** A path written as `%Name` stays so while the node keeps its mark. */
function withUnique(tree: TreeView, written: string, path: string, node: string, inside = ''): string {
  if (!written.startsWith('%')) return path
  const name = tree.segments(node)?.at(-1)
  if (name === undefined || tree.unique(name) !== node) return path
  return inside === '' ? `%${name}` : `%${name}/${inside}`
}

function literal(name: string, argument: string): string {
  return `${name}(${quoteName(argument)})`
}

/** Godot 3 writes `SubResource( 1 )`: numbers stay bare there. */
function resourceLiteral(name: string, localId: string, format: number): string {
  if (format <= 2) return /^\d+$/.test(localId) ? `${name}( ${localId} )` : `${name}( "${localId}" )`
  return literal(name, localId)
}

export function replaceLiterals(text: string, replace: (name: string, argument: string) => string | null): string {
  if (!hasReferences(text)) return text
  let shown = ''
  let at = 0
  for (const found of findLiterals(text, LITERALS)) {
    const replacement = replace(found.name, found.argument)
    if (replacement === null) continue
    shown += text.slice(at, found.start) + replacement
    at = found.end
  }
  return at === 0 ? text : shown + text.slice(at)
}

/** A stored text with its identities exchanged; a node that `nodes` does not know goes back to the path as written. */
export function translateStored(
  text: string,
  nodes: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, string>,
): string {
  return replaceLiterals(text, (name, argument) => {
    if (!argument.startsWith('@')) return null
    if (name !== 'NodePath') {
      const resource = resources.get(argument.slice(1))
      return resource === undefined ? null : literal(name, `@${resource}`)
    }
    const mark = argument.startsWith('@%') ? '%' : ''
    const [node = '', ...rest] = argument.slice(mark.length + 1).split('|')
    const other = nodes.get(node)
    return other === undefined
      ? literal(name, rest.slice(1).join('|'))
      : literal(name, `@${mark}${[other, ...rest].join('|')}`)
  })
}

/** A stored text without the paths as they were written: for comparing where references lead. */
export function withoutWrittenPaths(text: string): string {
  if (!text.includes('"@')) return text
  return replaceLiterals(text, (name, argument) =>
    name === 'NodePath' && argument.startsWith('@') ? literal(name, argument.split('|').slice(0, 2).join('|')) : null,
  )
}
