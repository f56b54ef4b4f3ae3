/** Each change of one node: what it was, and what it is. */
import type { ReactElement, ReactNode } from 'react'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { Person } from '../../../shared/scene/document.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import { Initial } from '../../ui/person.tsx'
import { ChangeIcon, NodeIcon } from '../node-icon/index.ts'
import type { AuthorOf } from './author-of.ts'
import { describeNode, SCENE_ROW } from './change-rows.ts'
import { signOfKind } from './change-sign.ts'

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
  const { name: own, type } = describeNode(node, comparison)
  const name = node === SCENE_ROW ? historyWords.changes.scene : own
  return (
    <section className="changes-node" aria-label={name}>
      <div className="changes-node-head">
        {node !== SCENE_ROW && <NodeIcon classes={app.classes} type={type} />}
        <span className="panel-title ellipsis">{name}</span>
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
  const sign = signOfKind(kind)
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
