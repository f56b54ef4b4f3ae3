/** The NodePaths of a stored text: which node each leads to, and how it was written. */
import { findLiterals } from './codec/variant.ts'

export interface NodePathParts {
  /** The node it leads to; null where it leads nowhere. */
  readonly node: string | null
  /** Names that go on inside of an instance; empty where the path ends at the node. */
  readonly inside: string
  /** The path as it was written, the property in it included. */
  readonly written: string
}

export function pathsIn(text: string): NodePathParts[] {
  return [...findLiterals(text, ['NodePath'])].map(({ argument }) => nodePathParts(argument))
}

function nodePathParts(argument: string): NodePathParts {
  if (!argument.startsWith('@')) return { node: null, inside: '', written: argument }
  const [node = '', rest = '', ...written] = argument.slice(argument.startsWith('@%') ? 2 : 1).split('|')
  return { node, inside: rest.split(':')[0] ?? '', written: written.join('|') }
}

/**
 * Its text is as it was, though another node may stand there now; or it leads nowhere that is known and ends in the same
 * name: what stood above the node was renamed or moved before it was deleted, perhaps into an instance.
 */
export function isLeftBehind(before: NodePathParts, after: NodePathParts): boolean {
  if (before.written === after.written) return true
  return (after.node === null || after.inside !== '') && lastName(before.written) === lastName(after.written)
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
