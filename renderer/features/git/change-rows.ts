/** The changes of the repository as rows: what met, what is staged, what is not. Pure. */
import type { RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'

export type ChangeGroup = 'met' | 'staged' | 'changed'

export const CHANGE_GROUPS = ['met', 'staged', 'changed'] as const satisfies readonly ChangeGroup[]

export type ChangeRow = TreeRow &
  (
    | { readonly kind: 'group'; readonly group: ChangeGroup; readonly count: number }
    | { readonly kind: 'file'; readonly group: ChangeGroup; readonly entry: RepoStatusEntry }
  )

/** Groups without files are left out. `names` are the words for the groups. */
export function changeRows(
  entries: readonly RepoStatusEntry[],
  folded: readonly string[],
  names: Readonly<Record<ChangeGroup, string>>,
): ChangeRow[] {
  const grouped = Map.groupBy(entries, groupOf)
  const present = CHANGE_GROUPS.filter(group => grouped.has(group))
  return present.flatMap((group, position) => {
    const files = grouped.get(group) ?? []
    const isExpanded = !folded.includes(group)
    const head: ChangeRow = {
      kind: 'group',
      key: group,
      group,
      count: files.length,
      level: 1,
      isExpandable: true,
      isExpanded,
      position: position + 1,
      siblings: present.length,
      text: names[group],
    }
    return isExpanded ? [head, ...files.map((entry, i) => fileRow(group, entry, i, files.length))] : [head]
  })
}

export function groupOf({ status, staged }: RepoStatusEntry): ChangeGroup {
  if (status === 'conflicted') return 'met'
  return staged ? 'staged' : 'changed'
}

function fileRow(group: ChangeGroup, entry: RepoStatusEntry, index: number, siblings: number): ChangeRow {
  return {
    kind: 'file',
    key: `${group}:${entry.path}`,
    group,
    entry,
    level: 2,
    isExpandable: false,
    isExpanded: false,
    position: index + 1,
    siblings,
    text: entry.path.slice(entry.path.lastIndexOf('/') + 1),
  }
}

/** What is chosen, by group; a chosen group means all of its files. */
export function chosenPaths(
  entries: readonly RepoStatusEntry[],
  keys: readonly string[],
): Readonly<Record<ChangeGroup, readonly string[]>> {
  const chosen = new Set(keys)
  const of = (group: ChangeGroup) =>
    entries
      .filter(entry => groupOf(entry) === group && (chosen.has(group) || chosen.has(`${group}:${entry.path}`)))
      .map(({ path }) => path)
  return { met: of('met'), staged: of('staged'), changed: of('changed') }
}

/** What Space does: stages what is not, and where all of it is, takes it off the stage. null where nothing is chosen. */
export function toggleStage(
  entries: readonly RepoStatusEntry[],
  keys: readonly string[],
): { readonly kind: 'stage' | 'unstage'; readonly paths: readonly string[] } | null {
  const { met, staged, changed } = chosenPaths(entries, keys)
  const open = [...met, ...changed]
  if (open.length > 0) return { kind: 'stage', paths: open }
  return staged.length > 0 ? { kind: 'unstage', paths: staged } : null
}

/** The row to be selected once `keys` have left: the one after the last of them, else the one before the first. */
export function neighbourOf(rows: readonly ChangeRow[], keys: readonly string[]): string | null {
  const gone = new Set(keys)
  const files = rows.filter(({ kind }) => kind === 'file')
  const last = files.findLastIndex(({ key }) => gone.has(key))
  const after = files.slice(last + 1).find(row => row.group === files[last]?.group)
  return (after ?? files.slice(0, Math.max(0, last)).findLast(({ key }) => !gone.has(key)))?.key ?? null
}
