/** What hangs below what in the project's tree, the trash and all in it among them. */
import { kindOf, type RepoTree } from './repo-tree.ts'

export type Children = ReadonlyMap<string, readonly string[]>

/** By parent: an entry, the top or the trash. */
export function childrenBelow(tree: RepoTree): Children {
  const children = new Map<string, string[]>()
  for (const register of tree.registers.keys()) {
    if (!register.startsWith('e/') || !register.endsWith('/e')) continue
    const id = register.slice(2, -2)
    const parent = tree.parentOf(id)
    if (parent === undefined) continue
    const list = children.get(parent)
    if (list === undefined) children.set(parent, [id])
    else list.push(id)
  }
  return children
}

/** Without itself. */
export function descendants(id: string, children: Children): string[] {
  const found: string[] = []
  const stack = [...(children.get(id) ?? [])]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    found.push(next)
    stack.push(...(children.get(next) ?? []))
  }
  return found
}

/** `levels/harbor.tscn`: names from an entry down to one below it. */
export function pathBelow(tree: RepoTree, top: string, id: string, nameOf: (id: string) => string): string {
  const names = [nameOf(id)]
  let at = id
  for (let depth = 0; at !== top && depth < DEPTH; depth += 1) {
    at = tree.parentOf(at) ?? top
    names.unshift(nameOf(at))
  }
  return names.join('/')
}

export function isFile(tree: RepoTree, id: string): boolean {
  const kind = kindOf(tree, id)
  return kind !== undefined && kind !== 'folder'
}

const DEPTH = 64
