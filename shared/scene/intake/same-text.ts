/**
 * Sections that say the same in two texts, told without reading them: most of any two states of a scene.
 *
 * The same characters mean the same unless a reference in them leads elsewhere.
 */
import type { FileModel } from '../file-model.ts'
import { resolveNames, splitSubnames } from '../node-tree.ts'

const RESOURCE = /\b(Ext|Sub)Resource\(\s*"?([^")\s]*)"?\s*\)/g
const NODE_PATH = /\bNodePath\(\s*"([^"\\]*)"\s*\)/g

/** True where a closer look can be spared; false says nothing. */
export function createSameText(base: FileModel, next: FileModel): (id: string) => boolean {
  const steady = new Map<string, boolean>()

  function isSteadyResource(kind: string, localId: string): boolean {
    const key = kind + localId
    const known = steady.get(key)
    if (known !== undefined) return known
    const type = kind === 'Ext' ? 'external' : 'internal'
    const isSame = base.view.resourceByLocalId(type, localId) === next.view.resourceByLocalId(type, localId)
    steady.set(key, isSame)
    return isSame
  }

  function isSteadyPath(id: string, path: string): boolean {
    const { names } = splitSubnames(path)
    const before = resolveNames(base.view.tree, id, names)
    const after = resolveNames(next.view.tree, id, names)
    return before?.node === after?.node && before?.inside === after?.inside
  }

  return id => {
    const text = next.textOf(id)
    if (text !== base.textOf(id) || base.nodes.get(id)?.inside !== next.nodes.get(id)?.inside) return false
    if (text.includes('Resource(')) {
      for (const [, kind = '', localId = ''] of text.matchAll(RESOURCE))
        if (!isSteadyResource(kind, localId)) return false
    }
    if (!text.includes('NodePath(')) return true
    // What the paths of a resource start from is not in its text; nor are escapes in a path worth a second reader.
    if (!next.nodes.has(id) || text.includes('\\')) return false
    for (const [, path = ''] of text.matchAll(NODE_PATH)) if (!isSteadyPath(id, path)) return false
    return true
  }
}
