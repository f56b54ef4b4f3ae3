/** Paths that lead elsewhere, or nowhere, only because their node was deleted: who deletes a node leaves them behind. */
import type { RegisterValue } from '../../registers/registers.ts'
import type { FileModel } from '../file-model.ts'
import { isLeftBehind, pathsIn } from '../node-path-parts.ts'
import { replaceLiterals } from '../stored-text.ts'
import { sameRegister } from './same-register.ts'

/** True where nothing else differs than paths to nodes that are not in `next`. */
export function isDeadPath(from: RegisterValue, to: RegisterValue, next: FileModel): boolean {
  if (typeof from !== 'string' || typeof to !== 'string' || !from.includes('"@')) return false
  const before = pathsIn(from)
  const after = pathsIn(to)
  if (before.length !== after.length) return false
  const gone = new Set<number>()
  before.forEach((path, i) => {
    const now = after[i]
    if (path.node !== null && !next.nodes.has(path.node) && now !== undefined && isLeftBehind(path, now)) gone.add(i)
  })
  return gone.size > 0 && sameRegister(without(from, gone), without(to, gone), next.structure.file.format)
}

function without(text: string, paths: ReadonlySet<number>): string {
  let at = -1
  return replaceLiterals(text, name => {
    if (name !== 'NodePath') return null
    at += 1
    return paths.has(at) ? 'NodePath("")' : null
  })
}
