/** Branches, remote branches and tags as rows. Pure. */
import type { RepoBranch, RepoRefs } from '../../../shared/contract/repo-data.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'

export type RefGroup = 'branches' | 'remotes' | 'tags'

export type RefRow = TreeRow &
  (
    | { readonly kind: 'group' }
    | { readonly kind: 'branch'; readonly name: string; readonly hash: string; readonly branch: RepoBranch }
    | { readonly kind: 'remote' | 'tag'; readonly name: string; readonly hash: string }
  )

/** One for all: each `localeCompare` makes its own, which takes longer than to sort. */
const byVersion = new Intl.Collator('en', { numeric: true })

/** Groups without entries are left out; tags come newest name first, as versions are looked for. */
export function refRows(
  { branches, remotes, tags }: RepoRefs,
  folded: readonly string[],
  names: Readonly<Record<RefGroup, string>>,
): RefRow[] {
  const groups: readonly { readonly group: RefGroup; readonly rows: readonly RefRow[] }[] = [
    {
      group: 'branches',
      rows: branches.map((branch, i) => ({
        kind: 'branch',
        branch,
        name: branch.name,
        hash: branch.hash,
        ...leaf(`branch:${branch.name}`, branch.name, i, branches.length),
      })),
    },
    {
      group: 'remotes',
      rows: remotes.map(({ name, hash }, i) => ({
        kind: 'remote',
        name,
        hash,
        ...leaf(`remote:${name}`, name, i, remotes.length),
      })),
    },
    {
      group: 'tags',
      rows: tags
        .toSorted((a, b) => byVersion.compare(b.name, a.name))
        .map(({ name, hash }, i) => ({ kind: 'tag', name, hash, ...leaf(`tag:${name}`, name, i, tags.length) })),
    },
  ]
  const present = groups.filter(({ rows }) => rows.length > 0)
  return present.flatMap(({ group, rows }, position) => {
    const isExpanded = !folded.includes(group)
    const head: RefRow = {
      kind: 'group',
      key: group,
      level: 1,
      isExpandable: true,
      isExpanded,
      position: position + 1,
      siblings: present.length,
      text: names[group],
    }
    return isExpanded ? [head, ...rows] : [head]
  })
}

function leaf(key: string, text: string, index: number, siblings: number): TreeRow {
  return { key, level: 2, isExpandable: false, isExpanded: false, position: index + 1, siblings, text }
}
