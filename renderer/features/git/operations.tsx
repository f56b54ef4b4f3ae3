/** What was done to the repository here, newest first; each can be taken back, and done again. */
import { Undo2 } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useState } from 'react'
import type { OpenRepoState, RepoOperation } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { TreeGrid, type TreeRow } from '../../ui/tree-grid.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { operationWords, useNow, useRepoCall } from '../git-operations/index.ts'
import { ListFocus } from './list-focus.tsx'

const words = repoWords.operations

type OperationRow = TreeRow & { readonly operation: RepoOperation }

export function Operations({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { app } = useApp()
  // Whatever is done changes what undo would take back.
  const call = useRepoCall(signal => app.api.repo.operations({ limit: 500 }, { signal }), repo.undo?.id ?? 0)
  const list = shownValue(call.state)
  return (
    <>
      <CallProgress call={call} label={repoWords.loading} />
      {list !== null && (list.length === 0 ? <Empty>{words.none}</Empty> : <OperationList list={list} />)}
      {list !== null && <ListFocus />}
    </>
  )
}

function OperationList({ list }: { readonly list: readonly RepoOperation[] }): ReactElement {
  const { shell } = useApp()
  const [selected, setSelected] = useState<string | null>(null)
  const rows = useMemo(
    () =>
      list.map(
        (operation, i): OperationRow => ({
          key: String(operation.id),
          operation,
          level: 1,
          isExpandable: false,
          isExpanded: false,
          position: i + 1,
          siblings: list.length,
          text: operation.words,
        }),
      ),
    [list],
  )
  const current = rows.find(({ key }) => key === selected) ?? rows[0]
  const renderRow = useCallback((row: OperationRow) => <OperationRowView operation={row.operation} />, [])

  function undo({ operation }: OperationRow): void {
    if (!canUndo(operation)) return
    openDialog(shell, { kind: 'git-preview', doing: { kind: 'undo', id: operation.id } })
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key !== 'Delete' || current === undefined) return false
    undo(current)
    return true
  }

  return (
    <>
      <TreeGrid
        label={words.label}
        scope="git-operations"
        rows={rows}
        isMultiple={false}
        selection={{ keys: current === undefined ? [] : [current.key], anchor: null }}
        onSelect={({ keys }) => setSelected(keys.at(-1) ?? null)}
        onToggle={() => {}}
        onOpen={undo}
        onKey={onKey}
        renderRow={renderRow}
      />
      {current !== undefined && (
        <div className="git-operation">
          <p>{operationWords(current.operation.kind, current.operation.words)}</p>
          <p className="meta">{words.by(current.operation.who, repoWords.when(current.operation.seconds))}</p>
          <Button isDisabled={!canUndo(current.operation)} onPress={() => undo(current)}>
            <Undo2 className="icon icon-small" aria-hidden />{' '}
            {current.operation.undoes === null ? words.undo : words.redo}
          </Button>
        </div>
      )}
    </>
  )
}

function canUndo({ isUndone, isWhole }: RepoOperation): boolean {
  return !isUndone && isWhole
}

function OperationRowView({ operation }: { readonly operation: RepoOperation }): ReactElement {
  const { isUndone, isWhole, seconds } = operation
  const now = useNow()
  return (
    <>
      <span className={`ellipsis grow ${isUndone ? 'git-undone' : ''}`} title={operation.words}>
        {operationWords(operation.kind, operation.words).replace(/\.$/, '')}
      </span>
      {isUndone && <span className="git-badge">{words.undone}</span>}
      {!isWhole && <span className="git-badge">{words.broken}</span>}
      <span className="meta">{repoWords.age(seconds, now)}</span>
    </>
  )
}
