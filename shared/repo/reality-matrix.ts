/** Lists of what differs, one for each reality, laid side by side by path. */
import type { FileDifference } from '../contract/history.ts'
import type { MatrixColumn, MatrixRow, RealityMatrix } from '../contract/side-by-side.ts'

export interface RealityDifferences extends Pick<MatrixColumn, 'id' | 'name' | 'parent'> {
  readonly files: readonly FileDifference[]
}

/** In the order given; files by path. */
export function layOut(columns: readonly RealityDifferences[]): RealityMatrix {
  const rows = new Map<string, MatrixRow>()
  for (const [column, { files }] of columns.entries()) {
    for (const { path, isScene, ...cell } of files) {
      const row = rows.get(path) ?? { path, isScene, cells: columns.map(() => null) }
      row.cells[column] = cell
      rows.set(path, { ...row, isScene: row.isScene || isScene })
    }
  }
  return {
    realities: columns.map(({ id, name, parent, files }) => ({ id, name, parent, counts: countKinds(files) })),
    files: [...rows.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

function countKinds(files: readonly FileDifference[]): MatrixColumn['counts'] {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 }
  for (const { kind } of files) counts[kind] += 1
  return counts
}

/** `try-1`, `try-2`, …: the first that are free. */
export function madeUpNames(count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = []
  for (let i = 1; names.length < count; i += 1) if (!taken.has(`try-${i}`)) names.push(`try-${i}`)
  return names
}
