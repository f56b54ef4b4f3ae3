/** Each change of one node: what it was, and what it is. */
import type { ReactElement, ReactNode } from 'react'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { Person } from '../../../shared/scene/document.ts'
import { registerKey } from '../../../shared/scene/register-key.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import { Initial } from '../../ui/person.tsx'
import { ChangeIcon, NodeIcon } from '../node-icon/index.ts'
import type { AuthorOf } from './author-of.ts'
import type { ChangeSign } from './change-rows.ts'

const signs: Readonly<Record<SceneChange['kind'], ChangeSign>> = {
  'node-added': 'added',
  'node-removed': 'removed',
  'node-moved': 'moved',
  'node-reordered': 'moved',
  'node-renamed': 'changed',
  'node-retyped': 'changed',
  'property-changed': 'changed',
  'group-added': 'added',
  'group-removed': 'removed',
  'connection-added': 'added',
  'connection-removed': 'removed',
  'resource-added': 'added',
  'resource-removed': 'removed',
  'resource-changed': 'changed',
}

export function NodeChanges(props: {
  readonly comparison: Comparison
  readonly node: string | null
  readonly changes: readonly SceneChange[]
  readonly authorOf: AuthorOf | undefined
  readonly actions: ((node: string) => ReactNode) | undefined
}): ReactElement {
  const { comparison, node, changes, authorOf, actions } = props
  const { app } = useApp()
  if (node === null || changes.length === 0) {
    return <p className="changes-node changes-pick meta">{historyWords.changes.pick}</p>
  }
  const model = comparison.to.nodes.has(node) ? comparison.to : comparison.from
  const name = model.value(registerKey.field(node, 'name'))
  const type = model.value(registerKey.field(node, 'type'))
  return (
    <section className="changes-node" aria-label={String(name ?? '')}>
      <div className="changes-node-head">
        <NodeIcon classes={app.classes} type={typeof type === 'string' ? type : null} />
        <span className="panel-title ellipsis">{String(name ?? '')}</span>
        <span className="meta grow">{historyWords.changes.values(changes.length)}</span>
        {actions?.(node)}
      </div>
      <ul className="changes-values">
        {changes.map(change => (
          <Change key={change.id} change={change} author={authorOf?.(change) ?? null} />
        ))}
      </ul>
    </section>
  )
}

function Change(props: { readonly change: SceneChange; readonly author: Person | null }): ReactElement {
  const { change, author } = props
  const { kind, property, from, to, parts } = change
  const sign = signs[kind]
  return (
    <li className="changes-value">
      <ChangeIcon kind={sign} label={historyWords.changes.kinds[sign]} />
      <span className="mono ellipsis">{property ?? historyWords.changes.what[kind]}</span>
      {parts !== null && parts.length > 0 ? (
        <span className="meta grow">{historyWords.changes.cells(parts.length)}</span>
      ) : (
        <span className="changes-from-to mono">
          <span className="second ellipsis" title={from ?? ''}>
            {from ?? historyWords.changes.absent}
          </span>
          <span className="second" aria-hidden>
            →
          </span>
          <span className="ellipsis" title={to ?? ''}>
            {to ?? historyWords.changes.absent}
          </span>
        </span>
      )}
      {author !== null && <Initial name={author.name} color={author.color} />}
    </li>
  )
}
