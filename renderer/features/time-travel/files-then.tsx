/** The files of a moment as a tree, each with what has become of it since. */
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { FileThen, WorkspaceThen } from '../../../shared/contract/time-travel.ts'
import { type Call, shownValue } from '../../session/use-call.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Segmented } from '../../ui/choice.tsx'
import { Empty, PanelHead } from '../../ui/layout.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import { type FileRow, fileRows } from '../project/index.ts'

const which = ['all', 'changed'] as const

export function FilesThen(props: {
  readonly call: Call<WorkspaceThen>
  readonly selected: string | null
  readonly onSelect: (path: string) => void
}): ReactElement {
  const { call, selected, onSelect } = props
  const [shown, setShown] = useState<(typeof which)[number]>('all')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const then = shownValue(call.state)
  const byPath = useMemo(() => new Map(then?.files.map(file => [file.path, file])), [then])
  const rows = useMemo(
    () => (then === null ? [] : fileRows(entriesOf(then.files, shown === 'changed'), folded, '')),
    [then, shown, folded],
  )
  const renderRow = useCallback((row: FileRow) => <Row row={row} file={byPath.get(row.path)} />, [byPath])
  return (
    <div className="panel travel-files">
      <PanelHead
        title={travelWords.head}
        detail={then === null || then.since === 0 ? '' : travelWords.since(then.since)}
      >
        <Segmented
          label={travelWords.only}
          value={shown}
          options={which.map(value => ({ value, label: travelWords[value] }))}
          onChange={setShown}
        />
      </PanelHead>
      <CallProgress call={call} label={travelWords.reading} />
      {then !== null && rows.length === 0 && (
        <Empty>{shown === 'changed' ? travelWords.noneChanged : travelWords.noFile}</Empty>
      )}
      {rows.length > 0 && (
        <TreeGrid
          label={travelWords.files}
          scope="files-then"
          rows={rows}
          isMultiple={false}
          selection={{ keys: selected === null ? [] : [selected], anchor: selected }}
          onSelect={({ keys }) => {
            const row = rows.find(({ key }) => key === keys.at(-1))
            if (row?.entry != null) onSelect(row.path)
          }}
          onToggle={row => setFolded(now => toggled(now, row.path))}
          onOpen={row => (row.entry === null ? setFolded(now => toggled(now, row.path)) : onSelect(row.path))}
          renderRow={renderRow}
          rowLook={row => (byPath.get(row.path)?.state === 'gone' ? { className: 'travel-gone' } : {})}
        />
      )}
    </div>
  )
}

function Row({ row, file }: { readonly row: FileRow; readonly file: FileThen | undefined }): ReactElement {
  const state = file?.state ?? 'same'
  const detail =
    file?.state === 'moved' && file.now !== null ? travelWords.movedTo(file.now.slice('res://'.length)) : ''
  return (
    <>
      <FileIcon kind={row.kind} path={row.path} />
      <span className="ellipsis">{row.name}</span>
      <span className="meta ellipsis grow">{detail}</span>
      {state !== 'same' && <ChangeIcon kind={state === 'gone' ? 'removed' : state} label={travelWords.states[state]} />}
    </>
  )
}

function entriesOf(files: readonly FileThen[], isChangedOnly: boolean) {
  const wanted = isChangedOnly ? files.filter(({ state }) => state !== 'same') : files
  return wanted.map(({ path, kind }) => ({ path, kind, sizeBytes: 0, fault: null, inherits: null }))
}

function toggled(folded: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const next = new Set(folded)
  if (!next.delete(path)) next.add(path)
  return next
}
