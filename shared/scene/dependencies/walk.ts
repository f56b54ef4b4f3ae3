/** Walks through the graph of dependencies: one file and everything around it, and orders in which files can be handled. */
import type { DependencyFile, DependencyGraph, Use } from './graph.ts'

export interface Reached {
  readonly path: string
  /** 1 for what is named directly. */
  readonly depth: number
}

export interface Around {
  readonly file: DependencyFile
  readonly uses: readonly Use[]
  readonly usedBy: readonly Use[]
  /** All that it needs, the nearest first. */
  readonly needs: readonly Reached[]
  /** All that would miss it. */
  readonly neededBy: readonly Reached[]
  /** Of what it needs, what is not there. */
  readonly missing: readonly string[]
  /** Circles that it is in. */
  readonly cycles: readonly (readonly string[])[]
}

/** null for a path that nothing knows. */
export function around(graph: DependencyGraph, path: string): Around | null {
  const file = graph.files.get(path)
  if (file === undefined) return null
  const needs = reach(graph, path, each => each.uses)
  return {
    file,
    uses: file.uses,
    usedBy: file.usedBy,
    needs,
    neededBy: reach(graph, path, each => each.usedBy),
    missing: needs.flatMap(each => (graph.files.get(each.path)?.isMissing ? [each.path] : [])),
    cycles: graph.cycles.filter(cycle => cycle.includes(path)),
  }
}

function reach(graph: DependencyGraph, start: string, next: (file: DependencyFile) => readonly Use[]): Reached[] {
  const found = new Map<string, number>()
  let layer = [start]
  for (let depth = 1; layer.length > 0; depth += 1) {
    const below: string[] = []
    for (const path of layer) {
      const file = graph.files.get(path)
      for (const use of file === undefined ? [] : next(file)) {
        if (use.path === start || found.has(use.path)) continue
        found.set(use.path, depth)
        below.push(use.path)
      }
    }
    layer = below
  }
  return [...found].map(([path, depth]) => ({ path, depth }))
}

/** What is used stands before what uses it; circles and files that know nothing of each other by path. DEP5 */
export function inDependencyOrder(graph: DependencyGraph, paths: Iterable<string>): string[] {
  const wanted = new Set(paths)
  const done = new Set<string>()
  const order: string[] = []
  for (const start of [...wanted].sort()) {
    const work: { path: string; uses: readonly string[]; next: number }[] = []
    const enter = (path: string) => {
      if (done.has(path)) return
      done.add(path)
      const uses = (graph.files.get(path)?.uses ?? []).map(use => use.path).sort()
      work.push({ path, uses, next: 0 })
    }
    enter(start)
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const next = top.uses[top.next]
      top.next += 1
      if (next !== undefined) enter(next)
      else {
        work.pop()
        if (wanted.has(top.path)) order.push(top.path)
      }
    }
  }
  return order
}
