/** Paths in a tree of nodes, the same for a file's text and for a resolved scene. */

export interface TreeView {
  /** Names from below the root to the node; the root's is empty. null for a node that is not in this tree. */
  segments(node: string): readonly string[] | null
  /** The node at names joined by `/` (`.` for the root). */
  at(path: string): string | undefined
  /** True where more nodes may lie inside that this tree does not hold (an instance, an override). */
  isOpen(node: string): boolean
  /** Node marked `unique_name_in_owner` with this name. */
  unique(name: string): string | undefined
}

export interface Target {
  readonly node: string
  /** What of the path lies inside an instance. */
  readonly inside: string
}

/** Where a NodePath's names lead, seen from a node; null where nowhere in this tree. Absolute paths lead outside. */
export function resolveNames(view: TreeView, from: string, path: string): Target | null {
  const names = splitPath(path)
  if (names === null) return null
  const first = names[0]
  if (first?.startsWith('%')) {
    const node = view.unique(first.slice(1))
    return node === undefined ? null : descend(view, view.segments(node) ?? [], names.slice(1))
  }
  const start = view.segments(from)
  if (start === null) return null
  return descend(view, start, names)
}

function descend(view: TreeView, start: readonly string[], names: readonly string[]): Target | null {
  const absolute = [...start]
  for (const name of names) {
    if (name === '.' || name === '') continue
    if (name === '..') {
      if (absolute.length === 0) return null
      absolute.pop()
    } else absolute.push(name)
  }
  for (let length = absolute.length; length >= 0; length -= 1) {
    const node = view.at(length === 0 ? '.' : absolute.slice(0, length).join('/'))
    if (node === undefined) continue
    const inside = absolute.slice(length).join('/')
    return inside === '' || view.isOpen(node) ? { node, inside } : null
  }
  return null
}

/** The path to `target` seen from `from`, as Godot writes it. null where either is not in the tree. */
export function relativeNames(view: TreeView, from: string, target: Target): string | null {
  const start = view.segments(from)
  const end = view.segments(target.node)
  if (start === null || end === null) return null
  const full = target.inside === '' ? end : [...end, ...target.inside.split('/')]
  let shared = 0
  while (shared < start.length && shared < full.length && start[shared] === full[shared]) shared += 1
  const names = [...new Array<string>(start.length - shared).fill('..'), ...full.slice(shared)]
  return names.length === 0 ? '.' : names.join('/')
}

/** null for absolute and empty paths. */
function splitPath(path: string): string[] | null {
  return path === '' || path.startsWith('/') ? null : path.split('/')
}

/** `A/B:position:x` → names `A/B`, subnames `:position:x`. */
export function splitSubnames(path: string): { names: string; subnames: string } {
  const colon = path.indexOf(':')
  return colon < 0 ? { names: path, subnames: '' } : { names: path.slice(0, colon), subnames: path.slice(colon) }
}
