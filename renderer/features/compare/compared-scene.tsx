/** What differs between two states: the tree of changes, what changed in the chosen node, and both outlines. */
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useRef, useState } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { compareWords as words } from '../../text/compare.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty } from '../../ui/layout.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import type { RowSelection } from '../../ui/tree-selection.ts'
import { ChangeIcon, NodeIcon } from '../node-icon/index.ts'
import { ChangeDetails } from './change-details.tsx'
import { canPutBack } from './change-look.ts'
import { type ComparedRow, comparedRows, SCENE_ROW, subtreeOf } from './compared-rows.ts'
import type { Comparison } from './comparison.ts'
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
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [selection, setSelection] = useState<RowSelection>({ keys: [], anchor: null })
  const searchField = useRef<HTMLInputElement>(null)
  const byRow = useMemo(() => Map.groupBy(comparison.changes, change => comparison.rowOf(change)), [comparison])
  const shown = useMemo(
    () => filtered(byRow, comparison, kind, search.trim().toLowerCase()),
    [byRow, comparison, kind, search],
  )
  const rows = useMemo(
    () => comparedRows({ tree: comparison.tree, changes: shown, nodeOf: id => comparison.nodeOf(id), folded }),
    [comparison, shown, folded],
  )
  const current = rows.find(row => row.key === selection.keys.at(-1)) ?? rows.find(row => row.changes.length > 0)
  const canChange = session?.canWrite === true
  const renderRow = useCallback((row: ComparedRow) => <Row row={row} classes={app.classes} />, [app])
  const forward = isForward(pair)
  const way = useMemo(() => wayBack(comparison, forward), [comparison, forward])
  const counts = Map.groupBy(comparison.changes, change => words.kinds[change.kind])

  function revert(changes: readonly SceneChange[], name: string): void {
    if (session === null || changes.length === 0) return
    if (!canChange) {
      notices.info(words.readOnly)
      return
    }
    try {
      const plan = planFor(session, way, changes)
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

  function revertRow(row: ComparedRow, isWhole: boolean): void {
    revert(isWhole ? changesBelow(row) : changesOf(row), row.name)
  }

  /** Also those that the filter hides. */
  function changesOf(row: ComparedRow): readonly SceneChange[] {
    return byRow.get(row.key) ?? []
  }

  /** In the node itself, too. */
  function changesBelow(row: ComparedRow): readonly SceneChange[] {
    return subtreeOf(comparison.tree, row.key).flatMap(id => byRow.get(id) ?? [])
  }

  function show(row: ComparedRow): void {
    openTab(shell, 'scene', path)
    const id = row.key as NodeId
    if (session?.document.scene.nodes.has(id) !== true) return
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
    else if (isPutBack && current !== undefined) revertRow(current, event.shiftKey)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (comparison.changes.length === 0) return <Empty>{words.equal}</Empty>
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
            { value: ALL, label: words.all, count: comparison.changes.length },
            ...[...counts].map(([label, of]) => ({ value: label, label, count: of.length })),
          ]}
          onChange={setKind}
        />
        {rows.length === 0 ? (
          <Empty>{words.noMatch}</Empty>
        ) : (
          <TreeGrid
            label={words.tree}
            rows={rows}
            selection={current === undefined ? selection : { keys: [current.key], anchor: current.key }}
            onSelect={setSelection}
            onToggle={row => setFolded(now => toggled(now, row.key))}
            onOpen={show}
            renderRow={renderRow}
            isMultiple={false}
            scope="compare-tree"
          />
        )}
        <p className="compare-keys meta">
          <Kbd keys="R" /> {words.keys.putBack} <Kbd keys="Shift+R" /> {words.keys.putBackTree} <Kbd keys="Enter" />{' '}
          {words.keys.open}
        </p>
      </div>
      <div className="compare-side">
        {current === undefined ? (
          <Empty>{words.choose}</Empty>
        ) : (
          <section className="compare-details" aria-label={words.details}>
            <div className="compare-details-head">
              {current.key !== SCENE_ROW && <NodeIcon classes={app.classes} type={classOf(current.type)} />}
              <h3 className="panel-title grow ellipsis">{current.name}</h3>
              {canChange && (
                <>
                  {current.isExpandable && (
                    <Button kind="text" onPress={() => revertRow(current, true)}>
                      {words.putBackTree}
                    </Button>
                  )}
                  {current.changes.some(canPutBack) && (
                    <Button onPress={() => revertRow(current, false)}>{words.putBackNode}</Button>
                  )}
                </>
              )}
            </div>
            {canChange && session !== null && (
              <div className="compare-plan meta">
                {changesOf(current).length > 0 && (
                  <p>{words.plan.node(planWords(planFor(session, way, changesOf(current))))}</p>
                )}
                {current.isExpandable && (
                  <p>{words.plan.tree(planWords(planFor(session, way, changesBelow(current))))}</p>
                )}
              </div>
            )}
            {current.changes.length === 0 ? (
              <Empty>{words.below(changesBelow(current).length)}</Empty>
            ) : (
              <ChangeDetails
                changes={current.changes}
                models={comparison}
                onPutBack={canChange ? change => revert([change], current.name) : null}
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
            selected={current?.key ?? null}
            onSelect={key => setSelection({ keys: [key], anchor: key })}
          />
        )}
      </div>
    </div>
  )
}

function Row(props: { readonly row: ComparedRow; readonly classes: SceneSession['classes'] }): ReactElement {
  const { row, classes } = props
  return (
    <>
      <span className="compare-row-sign">
        {row.sign !== null && <ChangeIcon kind={row.sign} label={words.signs[row.sign]} />}
      </span>
      {row.key !== SCENE_ROW && <NodeIcon classes={classes} type={classOf(row.type)} isDimmed={row.sign === null} />}
      <span
        className={row.sign === null ? 'node-name second' : 'node-name'}
        data-gone={row.sign === 'removed' || undefined}
      >
        {row.name}
      </span>
      <span className="meta ellipsis compare-note">{row.note}</span>
      {row.changes.length > 1 && <span className="count">{row.changes.length}</span>}
    </>
  )
}

/** An instance is named by its scene, of which only that scene knows the class. */
function classOf(type: string | null): string | null {
  return type?.startsWith('res://') === true ? null : type
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

function filtered(
  byRow: ReadonlyMap<string, readonly SceneChange[]>,
  comparison: Comparison,
  kind: string,
  search: string,
): ReadonlyMap<string, readonly SceneChange[]> {
  const shown = new Map<string, readonly SceneChange[]>()
  for (const [row, changes] of byRow) {
    const isNamed = search === '' || comparison.nodeOf(row).name.toLowerCase().includes(search)
    const of = changes.filter(
      change => (kind === ALL || words.kinds[change.kind] === kind) && (isNamed || says(change, search)),
    )
    if (of.length > 0) shown.set(row, of)
  }
  return shown
}

function says({ node, property, from, to }: SceneChange, search: string): boolean {
  return [node, property, from, to].some(text => text?.toLowerCase().includes(search) === true)
}
