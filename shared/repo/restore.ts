/** The project's tree as it was, as a new edit: files made since go, removed ones come back, moves and contents too. */
import type { RegisterValue } from '../registers/registers.ts'
import { sameValue } from '../registers/registers.ts'
import { edgesValue } from '../tree/edge-value.ts'
import { TRASH, withMove } from '../tree/resolve-tree.ts'
import { noteRemoval, type RepoWriter } from './commands.ts'
import { type RepoTree, repoKey } from './repo-tree.ts'

export interface TreeRestoreOptions {
  /** Whether the bytes of this hash can be had; a file whose former bytes are gone keeps those it has. */
  readonly hasBytes: (hash: string) => boolean
}

/** Inside the caller's transaction. `then` is the same tree in another state. Returns how many registers were set. */
export function restoreTree(writer: RepoWriter, then: RepoTree, { hasBytes }: TreeRestoreOptions): number {
  const { tree } = writer
  let changed = 0
  const set = (register: string, value: RegisterValue) => {
    if (sameValue(tree.registers.get(register) ?? null, value)) return
    tree.registers.set(register, value, {
      writer: tree.doc.clientID.toString(36),
      time: writer.now(),
      base: null,
    })
    changed += 1
  }
  for (const id of entryIds(tree, then)) {
    const edge = then.edgesOf(id)[0]
    const edges = tree.edgesOf(id)
    const parent = edge?.parent ?? TRASH
    if (edges[0]?.parent !== parent) {
      const move = { parent, position: edge?.position ?? '', counter: tree.highestMove() + 1 }
      set(repoKey.edge(id), edgesValue(withMove(edges, move)))
      if (parent === TRASH) noteRemoval(writer, id)
    }
    const name = then.registers.get(repoKey.name(id))
    if (name !== undefined) set(repoKey.name(id), name)
    const birth = then.registers.get(repoKey.birth(id))
    if (birth !== undefined) set(repoKey.birth(id), birth)
    const content = then.registers.get(repoKey.content(id))
    if (content !== undefined && isToBeHad(content, hasBytes)) set(repoKey.content(id), content)
  }
  return changed
}

function entryIds(...trees: readonly RepoTree[]): Set<string> {
  const ids = new Set<string>()
  for (const { registers } of trees) {
    for (const register of registers.keys()) {
      if (register.startsWith('e/') && register.endsWith('/e')) ids.add(register.slice(2, -2))
    }
  }
  return ids
}

function isToBeHad(content: RegisterValue, hasBytes: (hash: string) => boolean): boolean {
  const hash = Array.isArray(content) ? (content as readonly RegisterValue[])[0] : undefined
  return typeof hash === 'string' && hasBytes(hash)
}
