/** What is amiss over all scenes of the project, each with what can be done. The host looks; a fix is an edit. */
import { ChevronDown, CircleX, Info, TriangleAlert } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { SceneProblem } from '../../../shared/contract/search.ts'
import { useApp, useFrontScene, useHost } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { showNode } from '../../commands/show-node.ts'
import { searchWords } from '../../text/search.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Dropdown } from '../../ui/choice.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { MenuButton } from '../../ui/overlay.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { useUndo } from './use-undo.ts'
import './problems.css'

const text = searchWords.problems
const icons = {
  error: <CircleX className="icon" role="img" aria-label={text.one.error} style={{ color: 'var(--error)' }} />,
  warning: (
    <TriangleAlert className="icon" role="img" aria-label={text.one.warning} style={{ color: 'var(--warning)' }} />
  ),
  info: <Info className="icon second" role="img" aria-label={text.one.info} />,
}

/** As many rows as are drawn at once. */
const rowsShown = 300

/** Errors and warnings: notes do not ask for anything. */
export function useProblemCount(): number {
  return useHost(view => (view.problems === null ? 0 : view.problems.counts.error + view.problems.counts.warning))
}

export function Problems(): ReactElement {
  const { shell } = useApp()
  const list = useHost(view => view.problems)
  const here = useFrontScene()?.path ?? null
  const [severity, setSeverity] = useState('all')
  const [kind, setKind] = useState<SceneProblem['kind'] | 'any'>('any')
  const [isHere, setHere] = useState(false)
  const all = list?.problems ?? nothing
  const kinds = useMemo(
    () => [...Map.groupBy(all, each => each.kind)].map(([key, of]) => ({ key, count: of.length })),
    [all],
  )
  const shown = useMemo(
    () =>
      all.filter(
        each =>
          (severity === 'all' || each.severity === severity) &&
          (kind === 'any' || each.kind === kind) &&
          (!isHere || each.scene === here),
      ),
    [all, severity, kind, isHere, here],
  )
  if (list === null || !list.isReady) return <Skeleton label={text.loading} widths={[70, 55, 62]} />
  if (all.length === 0) return <Empty>{text.none}</Empty>
  return (
    <div className="problems">
      <div className="problems-head">
        <ToggleRow
          label={text.filter}
          value={severity}
          options={[
            { value: 'all', label: text.all, count: all.length },
            ...(['error', 'warning', 'info'] as const).map(each => ({
              value: each,
              label: text.severities[each],
              count: list.counts[each],
            })),
          ]}
          onChange={setSeverity}
        />
        <span className="problems-kind">
          <Dropdown
            label={text.kind}
            value={kind}
            options={[
              { value: 'any', label: text.anyKind },
              ...kinds.map(({ key, count }) => ({ value: key, label: `${text.kinds[key]} (${count})` })),
            ]}
            onChange={setKind}
          />
        </span>
        <CheckField label={text.onlyHere} isOn={isHere} onChange={setHere}>
          {text.onlyHere}
        </CheckField>
        <span className="grow" />
        {kind !== 'any' && (
          <Button kind="text" onPress={() => openDialog(shell, { kind: 'fix-all', problem: kind })}>
            {text.fixAll}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="empty-inline">{text.noneHere}</p>
      ) : (
        <ul className="list" aria-label={text.list}>
          {shown.slice(0, rowsShown).map(problem => (
            <ProblemRow key={problem.id} problem={problem} isHere={problem.scene === here} />
          ))}
          {shown.length > rowsShown && (
            <li className="list-note meta">{searchWords.dependencies.more(shown.length - rowsShown)}</li>
          )}
        </ul>
      )}
    </div>
  )
}

const nothing: readonly SceneProblem[] = []

function ProblemRow({ problem, isHere }: { readonly problem: SceneProblem; readonly isHere: boolean }): ReactElement {
  const parts = useApp()
  const { app, shell, notices } = parts
  const offerUndo = useUndo()
  const { scene, node, nodeId, property, fixes } = problem
  const place = [
    ...(isHere ? [] : [scene.slice(6)]),
    ...(node === null ? [] : [node]),
    ...(property === null ? [] : [property]),
  ]
  const fix = (id: string) => {
    app.api.problems.fix({ id: problem.id, fix: id }).then(
      ({ fixes: made, undo }) => offerUndo(text.made(made.length), undo),
      (error: unknown) => notices.error(error),
    )
  }
  const [first, ...others] = fixes
  return (
    <li className="list-row problem" data-kind={problem.kind}>
      {icons[problem.severity]}
      <span className="ellipsis problem-text">{problem.text}</span>
      <span className="mono ellipsis problem-place">{place.join(':')}</span>
      <span className="mono meta ellipsis grow" title={problem.detail}>
        {problem.detail}
      </span>
      <Button kind="text" onPress={() => showNode(parts, scene, nodeId)}>
        {text.show}
      </Button>
      {first !== undefined && (
        <Button kind="text" onPress={() => fix(first.id)}>
          {first.label}
        </Button>
      )}
      {(others.length > 0 || first !== undefined) && (
        <MenuButton
          label={text.moreFixes}
          button={<ChevronDown className="icon icon-small" aria-hidden />}
          entries={[
            ...others.map(each => ({ kind: 'item' as const, id: each.id, label: each.label, run: () => fix(each.id) })),
            ...(others.length > 0 ? [{ kind: 'separator' as const, id: 'line' }] : []),
            {
              kind: 'item' as const,
              id: 'all',
              label: text.fixAll,
              run: () => openDialog(shell, { kind: 'fix-all', problem: problem.kind }),
            },
          ]}
        />
      )}
    </li>
  )
}
