/** TREE1: edges as a register keeps them: `[[parent, position, counter], …]`, newest first. */
import type { RegisterValue } from '../registers/registers.ts'
import { EDGES_KEPT, type Edge } from './resolve-tree.ts'

/** Edges of a register value; anything else a peer put there is no edge. */
export function readEdges(value: RegisterValue): Edge[] {
  if (!Array.isArray(value)) return []
  const edges: Edge[] = []
  for (const entry of value as readonly RegisterValue[]) {
    if (!Array.isArray(entry)) continue
    const [parent, position, counter] = entry as readonly RegisterValue[]
    if (typeof parent !== 'string' || typeof position !== 'string') continue
    edges.push({
      parent,
      position,
      counter: typeof counter === 'number' && Number.isSafeInteger(counter) ? counter : 0,
    })
  }
  return edges.slice(0, EDGES_KEPT)
}

export function edgesValue(edges: readonly Edge[]): RegisterValue {
  return edges.map(edge => [edge.parent, edge.position, edge.counter])
}
