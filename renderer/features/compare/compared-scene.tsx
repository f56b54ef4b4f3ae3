/** What differs between two states: the tree of changes, what changed in the chosen node, and both outlines. */
import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { compareWords as words } from '../../text/compare.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty } from '../../ui/layout.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { NodeIcon } from '../node-icon/index.ts'
import {
  type ChangesByNode,
  ChangeTree,
  changedNodes,
  describeNode,
  filterChanges,
  SCENE_ROW,
  subtreeOf,
} from '../scene-changes/index.ts'
import { ChangeDetails } from './change-details.tsx'
import { canPutBack } from './change-look.ts'
import { Pictures } from './pictures.tsx'
import { isForward, planFor, planWords, putBack, wayBack } from './put-back.ts'

export interface ComparedSceneProps {
  readonly path: string
  readonly comparison: Comparison
  /** null while it is being opened, or where it cannot be. */
  readonly session: SceneSession | null
  readonly pair: { readonly from: StateRef; readonly to: StateRef }
  readonly labels: { readonly from: string; readonly to: string }
}

const ALL = 'all'

export function ComparedScene({ path, comparison, session, pair, labels }: ComparedSceneProps): ReactElement {
  const { app, shell, notices } = useApp()
  const [kind, setKind] = useState<string>(ALL)
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<string | null>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const changes = useMemo(() => changedNodes(comparison), [comparison])
  const shown = useMemo(
    () => filterChanges(comparison, changes, search, change => kind === ALL || words.kinds[change.kind] === kind),
    [comparison, changes, kind, search],
  )
  const { current, isAbove } = useMemo(() => currentOf(comparison, shown, selected), [comparison, shown, selected])
  // Of a scene that came or went as a whole nothing can be put back by itself.
  const isWhole = pair.from.kind === 'nothing' || pair.to.kind === 'nothing'
  const canChange = session?.canWrite === true && !isWhole
  const forward = isForward(pair)
  const way = useMemo(() => wayBack(comparison, forward), [comparison, forward])
  const counts = Map.groupBy(comparison.diff.changes, change => words.kinds[change.kind])

  function revert(chosen: readonly SceneChange[], node: string): void {
    if (session === null || isWhole || chosen.length === 0) return
    if (!canChange) {
      notices.info(words.readOnly)
      return
    }
    try {
      const plan = planFor(session, way, chosen)
      const name = nameOf(node)
      if (plan.done.length === 0) {
        notices.info(words.nothingToPutBack(name, planWords(plan)))
        return
      }
      putBack(session, way, plan)
      notices.info(words.didPutBack(name, planWords(plan)), { label: words.undo, run: () => session.editor.undo() })
    } catch (error) {
      notices.error(error)
    }
  }

  function nameOf(node: string): string {
    return node === SCENE_ROW ? words.scene : describeNode(node, comparison).name
  }

  /** Also those that the filter hides. */
  function changesOf(node: string): readonly SceneChange[] {
    return changes.get(node) ?? []
  }

  /** In the node itself, too. */
  function changesBelow(node: string): readonly SceneChange[] {
    return subtreeOf(comparison.tree(), node).flatMap(changesOf)
  }

  function show(node: string): void {
    if (session === null) return
    openTab(shell, 'scene', path)
    const id = node as NodeId
    if (!session.document.scene.nodes.has(id)) return
    selectNodes(session, [id])
    session.view.setState({ reveal: [id] })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && session !== null) {
      session.editor.undo()
      event.preventDefault()
      event.stopPropagation()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return
    const isPutBack = event.key === 'Delete' || event.key.toLowerCase() === 'r'
    if (event.key === '/') searchField.current?.focus()
    else if (isPutBack && current !== null) revert(event.shiftKey ? changesBelow(current) : changesOf(current), current)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (comparison.diff.changes.length === 0) return <Empty>{words.equal}</Empty>
  return (
    <div className="compare-body" data-scope="compare" onKeyDownCapture={onKeyDown}>
      <div className="compare-list">
        <div className="compare-filter">
          <SearchInput
            label={words.search}
            placeholder={words.search}
            value={search}
            onChange={setSearch}
            keys="/"
            inputRef={searchField}
          />
        </div>
        <ToggleRow
          label={words.filter}
          value={kind}
          options={[
            { value: ALL, label: words.all, count: comparison.diff.changes.length },
            ...[...counts].map(([label, of]) => ({ value: label, label, count: of.length })),
          ]}
          onChange={setKind}
        />
        {shown.size === 0 ? (
          <Empty>{words.noMatch}</Empty>
        ) : (
          <ChangeTree
            comparison={comparison}
            changes={shown}
            isSearching={search.trim() !== ''}
            label={words.tree}
            scope="compare-tree"
            selected={current}
            onSelect={setSelected}
            onOpen={show}
          />
        )}
        <p className="compare-keys meta">
          {!isWhole && (
            <>
              <Kbd keys="R" /> {words.keys.putBack} <Kbd keys="Shift+R" /> {words.keys.putBackTree}{' '}
            </>
          )}
          {session !== null && (
            <>
              <Kbd keys="Enter" /> {words.keys.open}
            </>
          )}
        </p>
      </div>
      <div className="compare-side">
        {current === null ? (
          <Empty>{words.choose}</Empty>
        ) : (
          <section className="compare-details" aria-label={words.details}>
            <div className="compare-details-head">
              {current !== SCENE_ROW && (
                <NodeIcon classes={app.classes} type={describeNode(current, comparison).type} />
              )}
              <h3 className="panel-title grow ellipsis">{nameOf(current)}</h3>
              {canChange && (
                <>
                  {isAbove && (
                    <Button kind="text" onPress={() => revert(changesBelow(current), current)}>
                      {words.putBackTree}
                    </Button>
                  )}
                  {changesOf(current).some(canPutBack) && (
                    <Button onPress={() => revert(changesOf(current), current)}>{words.putBackNode}</Button>
                  )}
                </>
              )}
            </div>
            {canChange && session !== null && (
              <div className="compare-plan meta">
                {changesOf(current).length > 0 && (
                  <p>{words.plan.node(planWords(planFor(session, way, changesOf(current))))}</p>
                )}
                {isAbove && <p>{words.plan.tree(planWords(planFor(session, way, changesBelow(current))))}</p>}
              </div>
            )}
            {shown.get(current) === undefined ? (
              <Empty>{words.below(changesBelow(current).length)}</Empty>
            ) : (
              <ChangeDetails
                changes={shown.get(current) ?? []}
                models={comparison}
                onPutBack={canChange ? change => revert([change], current) : null}
              />
            )}
          </section>
        )}
        {session !== null && comparison.to.structure.file.kind === 'scene' && (
          <Pictures
            comparison={comparison}
            changes={shown}
            session={session}
            labels={labels}
            isNew={pair.from.kind === 'nothing'}
            selected={current}
            onSelect={setSelected}
          />
        )}
      </div>
    </div>
  )
}

/** The node that is chosen, as long as it is shown, else the first that differs; and whether something below it does. */
function currentOf(
  comparison: Comparison,
  shown: ChangesByNode,
  selected: string | null,
): { readonly current: string | null; readonly isAbove: boolean } {
  const first = shown.keys().next().value ?? null
  const isBelow = (node: string) => subtreeOf(comparison.tree(), node).some(id => id !== node && shown.has(id))
  const current = selected !== null && (shown.has(selected) || isBelow(selected)) ? selected : first
  return { current, isAbove: current !== null && isBelow(current) }
}
