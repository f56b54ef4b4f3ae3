/** In the inspector: which commit last changed the node, and each of its properties. */
import { GitCommitHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RepoBlame, RepoCommit } from '../../../shared/contract/repo-data.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { showCommit } from '../../commands/show-commit.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { Section } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { subjectOf, useNow, useOpenRepo } from '../git-operations/index.ts'
import { setBlaming } from './blame-commands.ts'
import { commitsByHash, useBlame } from './use-blame.ts'
import './blame.css'

const words = repoWords.blame

/** `node` is its path from the root, as in `parent=`. Nothing where the project has no repository. */
export function NodeBlame({ path, node }: { readonly path: string; readonly node: string }): ReactElement | null {
  const { shell } = useApp()
  const repo = useOpenRepo()
  const isOn = useShell(state => state.git.isBlaming)
  const call = useBlame(path, isOn)
  if (repo === null) return null
  const blame = shownValue(call.state)
  return (
    <Section
      title={words.node}
      icon={<GitCommitHorizontal className="icon second" aria-hidden />}
      isOpen={isOn}
      onToggle={() => setBlaming(shell, !isOn)}
    >
      {call.state.status === 'failed' ? (
        <p className="empty-inline">{words.none}</p>
      ) : (
        <CallProgress call={call} label={words.loading} />
      )}
      {blame !== null && <Things blame={blame} node={node} />}
    </Section>
  )
}

function Things({ blame, node }: { readonly blame: RepoBlame; readonly node: string }): ReactElement {
  const commits = commitsByHash(blame)
  const things = (blame.things ?? []).filter(thing => thing.node === node)
  if (things.length === 0) return <p className="empty-inline">{words.none}</p>
  return (
    <ul className="node-blame">
      {things.filter(isTold(things)).map(({ what, property, hash }) => (
        <Thing
          key={property ?? what}
          name={property ?? words.parts[what]}
          isProperty={property !== null}
          commit={hash === null ? null : (commits.get(hash) ?? null)}
        />
      ))}
    </ul>
  )
}

type BlamedThing = NonNullable<RepoBlame['things']>[number]

/** Name and place are told where somebody else than who made the node set them. */
function isTold(things: readonly BlamedThing[]): (thing: BlamedThing) => boolean {
  const made = things.find(({ what }) => what === 'node')?.hash
  return ({ what, hash }) => what === 'node' || what === 'property' || hash !== made
}

function Thing(props: {
  readonly name: string
  readonly isProperty: boolean
  /** null: in none yet. */
  readonly commit: RepoCommit | null
}): ReactElement {
  const { name, isProperty, commit } = props
  const { shell } = useApp()
  const now = useNow()
  if (commit === null) {
    return (
      <li className="node-blame-row">
        <span className={isProperty ? 'mono ellipsis' : 'ellipsis'}>{name}</span>
        <span className="ellipsis grow second">{words.nobody}</span>
      </li>
    )
  }
  const { hash, author, message } = commit
  const subject = subjectOf(message)
  return (
    <li>
      <button
        type="button"
        className="node-blame-row"
        title={words.title(subject, author.name, repoWords.when(author.seconds))}
        aria-label={`${name}: ${words.open(subject, author.name)}`}
        onClick={() => showCommit(shell, hash)}
      >
        <span className={isProperty ? 'mono ellipsis' : 'ellipsis'}>{name}</span>
        <span className="ellipsis grow second">{subject}</span>
        <span className="meta">{author.name}</span>
        <span className="meta">{repoWords.age(author.seconds, now)}</span>
      </button>
    </li>
  )
}
