/**
 * Which node the NodePaths inside an animation start from.
 *
 * Tracks live in an Animation that an AnimationLibrary of an AnimationPlayer holds; their paths are relative to the
 * player's `root_node` (its parent by default). One that several players with different roots use has no one context.
 */
import { findLiterals } from './codec/variant.ts'
import { resolveNames } from './node-tree.ts'
import type { ReferenceView } from './stored-text.ts'

const DEPTH = 4

interface Owner {
  readonly id: string
  readonly properties: ReadonlyMap<string, string>
}

export function animationContexts(
  nodes: Iterable<Owner>,
  propertiesOf: (resource: string) => ReadonlyMap<string, string>,
  view: ReferenceView,
): Map<string, string> {
  const contexts = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const node of nodes) {
    const texts = libraryTexts(node.properties)
    if (texts.length === 0) continue
    const root = rootOf(node, view)
    if (root === null) continue
    for (const resource of resourcesBelow(texts, propertiesOf, view)) {
      const other = contexts.get(resource)
      if (other !== undefined && other !== root) ambiguous.add(resource)
      contexts.set(resource, root)
    }
  }
  for (const resource of ambiguous) contexts.delete(resource)
  return contexts
}

/** `libraries = {…}` (4.0 to 4.5), `libraries/name = …` (4.6), `anims/name = …` (3.x). */
function libraryTexts(properties: ReadonlyMap<string, string>): string[] {
  const texts: string[] = []
  for (const [name, text] of properties) {
    if (name === 'libraries' || name.startsWith('libraries/') || name.startsWith('anims/')) texts.push(text)
  }
  return texts
}

function rootOf(player: Owner, view: ReferenceView): string | null {
  const text = player.properties.get('root_node')
  const path = text === undefined ? '..' : (findLiterals(text, ['NodePath'])[0]?.argument ?? '..')
  if (path.startsWith('@')) return path.slice(1).split('|')[0] ?? null
  const target = resolveNames(view.tree, player.id, path)
  return target === null || target.inside !== '' ? null : target.node
}

function resourcesBelow(
  texts: readonly string[],
  propertiesOf: (resource: string) => ReadonlyMap<string, string>,
  view: ReferenceView,
): Set<string> {
  const found = new Set<string>()
  let layer = [...texts]
  for (let depth = 0; depth < DEPTH && layer.length > 0; depth += 1) {
    const next: string[] = []
    for (const text of layer) {
      for (const { argument } of findLiterals(text, ['SubResource'])) {
        const id = argument.startsWith('@') ? argument.slice(1) : view.resourceByLocalId('internal', argument)
        if (id === undefined || found.has(id)) continue
        found.add(id)
        for (const [name, value] of propertiesOf(id)) if (!name.startsWith('tracks/')) next.push(value)
      }
    }
    layer = next
  }
  return found
}
