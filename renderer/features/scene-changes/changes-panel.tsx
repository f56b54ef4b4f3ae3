/** What differs between two states of a scene: the nodes as a tree, and what changed on the one that is selected. */
import { type ReactElement, type ReactNode, useMemo, useState } from 'react'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import { Empty, PanelHead } from '../../ui/layout.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { ChangeIcon } from '../node-icon/index.ts'
import type { AuthorOf } from './author-of.ts'
import { changedNodes, filterChanges } from './change-rows.ts'
import { CHANGE_SIGNS, countSigns } from './change-sign.ts'
import { ChangeTree } from './change-tree.tsx'
import { NodeChanges } from './node-changes.tsx'

export function ChangesPanel(props: {
  readonly comparison: Comparison
  /** Of what to what: `base to merged`. */
  readonly detail: string
  /** Nodes with something that met or leads nowhere, by id. */
  readonly marks?: ReadonlyMap<string, 'met' | 'nowhere'>
  /** Who made a change, where somebody knows. */
  readonly authorOf?: AuthorOf
  readonly selected?: string | null
  readonly onSelect?: (node: string) => void
  /** For the selected node, beside its name. */
  readonly actions?: (node: string) => ReactNode
}): ReactElement {
  const { comparison, detail, marks, authorOf, selected, onSelect, actions } = props
  const [text, setText] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  const changes = useMemo(() => changedNodes(comparison), [comparison])
  const shown = useMemo(() => filterChanges(comparison, changes, text), [comparison, changes, text])
  const counts = countSigns(changes)
  const current = selected ?? own

  function select(node: string): void {
    setOwn(node)
    onSelect?.(node)
  }

  return (
    <div className="changes">
      <PanelHead title={historyWords.changes.title} detail={detail}>
        {CHANGE_SIGNS.map(sign =>
          counts[sign] === 0 ? null : (
            <span key={sign} className="changes-count">
              <ChangeIcon kind={sign} label={historyWords.changes.kinds[sign]} /> {counts[sign]}
            </span>
          ),
        )}
      </PanelHead>
      <div className="changes-find">
        <SearchInput
          label={historyWords.changes.find}
          placeholder={historyWords.changes.find}
          value={text}
          onChange={setText}
        />
      </div>
      {shown.size === 0 ? (
        <Empty>{historyWords.changes.none}</Empty>
      ) : (
        <ChangeTree
          comparison={comparison}
          changes={shown}
          isSearching={text.trim() !== ''}
          label={historyWords.changes.tree}
          scope="changes"
          selected={current}
          onSelect={select}
          onOpen={select}
          marks={marks}
          authorOf={authorOf}
          reveal={selected ?? null}
        />
      )}
      <NodeChanges
        comparison={comparison}
        node={current}
        changes={changes.get(current ?? '') ?? []}
        authorOf={authorOf}
        actions={actions}
      />
    </div>
  )
}
