/** Hits by scene: arrows move, Enter or a click opens the scene with the node selected. */
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useMemo, useState } from 'react'
import type { SearchHit } from '../../../shared/contract/search.ts'
import { RESOURCE_HIT } from '../../../shared/scene/query/facts.ts'
import { useApp } from '../../commands/app-context.tsx'
import { showNode } from '../../commands/show-node.ts'
import { searchWords } from '../../text/search.ts'
import { FileIcon, NodeIcon } from '../node-icon/index.ts'

export function Results(props: {
  readonly hits: readonly SearchHit[]
  readonly listRef: RefObject<HTMLDivElement | null>
}): ReactElement {
  const parts = useApp()
  const { hits, listRef } = props
  const [active, setActive] = useState(0)
  const id = useId()
  const index = Math.min(active, hits.length - 1)
  const groups = useMemo(() => [...Map.groupBy(hits.entries(), ([, hit]) => hit.scene)], [hits])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to see is another one whenever the index moves.
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index, listRef])

  function open(hit: SearchHit | undefined): void {
    if (hit !== undefined) showNode(parts, hit.scene, hit.id === RESOURCE_HIT ? null : hit.id)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 12,
      PageUp: -12,
      Home: -hits.length,
      End: hits.length,
    }
    const step = steps[event.key]
    if (step !== undefined) setActive(Math.max(0, Math.min(hits.length - 1, index + step)))
    else if (event.key === 'Enter') open(hits[index])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label={searchWords.find.results}
      aria-activedescendant={hits.length === 0 ? undefined : `${id}-${index}`}
      tabIndex={0}
      className="find-results"
      onKeyDown={onKeyDown}
    >
      {groups.map(([scene, of]) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options within a listbox.
        <div key={scene} role="group" aria-label={scene.slice(6)}>
          <div className="find-scene" role="presentation">
            <FileIcon kind="scene" path={scene} />
            <span className="mono ellipsis">{scene.slice(6)}</span>
            <span className="count">{of.length}</span>
          </div>
          {of.map(([at, hit]) => (
            <Row
              key={hit.id}
              id={`${id}-${at}`}
              hit={hit}
              isActive={at === index}
              onPress={() => {
                setActive(at)
                open(hit)
              }}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

function Row(props: {
  readonly id: string
  readonly hit: SearchHit
  readonly isActive: boolean
  readonly onPress: () => void
}): ReactElement {
  const { app } = useApp()
  const { id, hit, isActive, onPress } = props
  const above = hit.node === '.' ? '' : hit.node.slice(0, Math.max(0, hit.node.length - hit.name.length - 1))
  const kind = hit.type ?? (hit.instance === null ? '' : hit.instance.slice(hit.instance.lastIndexOf('/') + 1))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the keys.
    <div id={id} role="option" tabIndex={-1} aria-selected={isActive} className="find-row" onClick={onPress}>
      <NodeIcon classes={app.classes} type={hit.class} />
      <span className="ellipsis">{hit.name}</span>
      <span className="mono meta ellipsis">{above}</span>
      <span className="meta ellipsis grow find-kind">{kind}</span>
      {hit.terms.map(term => (
        <span key={term} className="find-term mono">
          {term}
        </span>
      ))}
    </div>
  )
}
