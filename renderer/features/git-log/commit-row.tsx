/** A commit in the log: its place in the graph, what leads to it, its first line, who and when. */
import { GitBranch, Globe, Tag } from 'lucide-react'
import type { ReactElement } from 'react'
import type { OpenRepoState, RepoRefs } from '../../../shared/contract/repo-data.ts'
import { repoWords } from '../../text/repo.ts'
import { LanePicture, laneWidth } from './lane-picture.tsx'
import type { CommitRow } from './use-log.ts'

export interface RefBadge {
  readonly kind: 'head' | 'branch' | 'remote' | 'tag'
  readonly name: string
}

/** By hash; the branch that one is on comes first. */
export function refBadges({ head }: OpenRepoState, refs: RepoRefs | null): ReadonlyMap<string, readonly RefBadge[]> {
  const badges = new Map<string, RefBadge[]>()
  const add = (hash: string, badge: RefBadge) => {
    const known = badges.get(hash)
    if (known === undefined) badges.set(hash, [badge])
    else if (badge.kind === 'head') known.unshift(badge)
    else known.push(badge)
  }
  for (const { name, hash, isCurrent } of refs?.branches ?? []) add(hash, { kind: isCurrent ? 'head' : 'branch', name })
  for (const { name, hash } of refs?.remotes ?? []) add(hash, { kind: 'remote', name })
  for (const { name, hash } of refs?.tags ?? []) add(hash, { kind: 'tag', name })
  if (head.kind === 'detached') add(head.hash, { kind: 'head', name: 'HEAD' })
  return badges
}

export function CommitRowView(props: {
  readonly row: CommitRow
  readonly lanes: number
  readonly badges: readonly RefBadge[]
  readonly isHere: boolean
}): ReactElement {
  const { row, lanes, badges, isHere } = props
  const { commit, lane } = row
  return (
    <>
      {lane === null ? (
        <span className="git-lone" style={{ width: laneWidth(1) }} aria-hidden />
      ) : (
        <LanePicture lane={lane} lanes={lanes} isMerge={commit.parents.length > 1} isHere={isHere} />
      )}
      {badges.map(badge => (
        <RefBadgeView key={`${badge.kind}:${badge.name}`} badge={badge} />
      ))}
      <span className="ellipsis grow" data-merge={commit.parents.length > 1 || undefined} title={row.text}>
        {row.text}
      </span>
      <span className="git-log-author second ellipsis">{commit.author.name}</span>
      <span className="git-log-time meta">{repoWords.when(commit.author.seconds)}</span>
      <span className="git-log-hash meta mono">{commit.hash.slice(0, 7)}</span>
    </>
  )
}

const icons = { head: GitBranch, branch: GitBranch, remote: Globe, tag: Tag } as const

export function RefBadgeView({ badge }: { readonly badge: RefBadge }): ReactElement {
  const Icon = icons[badge.kind]
  return (
    <span className="git-ref" data-kind={badge.kind} title={badge.kind === 'head' ? repoWords.log.you : badge.name}>
      <Icon className="icon" aria-hidden />
      <span className="ellipsis">{badge.name}</span>
    </span>
  )
}
