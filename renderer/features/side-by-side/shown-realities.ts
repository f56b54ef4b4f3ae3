/** Which realities stand side by side: those that somebody chose, else those that were made together last. */
import type { Reality, RealityGraph } from '../../../shared/contract/realities.ts'

/** Those that can stand there: all but main and what was dropped, oldest first. */
export function comparable(graph: RealityGraph | null): readonly Reality[] {
  return (graph?.realities ?? []).filter(({ parent, status }) => parent !== null && status !== 'dropped')
}

/** `chosen` null: nobody chose yet. What is gone since is left out. */
export function shownRealities(graph: RealityGraph | null, chosen: readonly string[] | null): readonly Reality[] {
  const all = comparable(graph)
  if (chosen !== null) return all.filter(({ id }) => chosen.includes(id))
  const tried = all.findLast(reality => reality.tried !== null)?.tried
  return tried == null ? all : all.filter(reality => reality.tried === tried)
}

/** `3` is a count, anything else a list of names. Null where it is neither. */
export function readTry(text: string): { readonly count: number } | { readonly names: string[] } | null {
  const trimmed = text.trim()
  if (/^\d{1,3}$/.test(trimmed))
    return Number(trimmed) > 0 && Number(trimmed) <= 100 ? { count: Number(trimmed) } : null
  const names = trimmed
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  return names.length === 0 || names.length > 100 ? null : { names }
}
