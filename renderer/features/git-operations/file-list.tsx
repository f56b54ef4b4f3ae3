/** Changed files as a tree grid of one level: arrows, type to find, Enter to open. Rows in view alone are in the page. */
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { RepoFileChange } from '../../../shared/contract/repo-data.ts'
import { repoWords as words } from '../../text/repo.ts'
import { TreeGrid, type TreeRow } from '../../ui/tree-grid.tsx'
import type { RowSelection } from '../../ui/tree-selection.ts'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import { kindOfPath, signOfStatus, splitPath } from './change-look.ts'

interface FileRow extends TreeRow {
  readonly file: RepoFileChange
}

export function FileList(props: {
  readonly label: string
  readonly scope: string
  readonly files: readonly RepoFileChange[]
  /** Path of the file that is shown; null where choosing shows nothing. */
  readonly selected?: string | null
  readonly onSelect?: (file: RepoFileChange) => void
  readonly onOpen: (file: RepoFileChange) => void
}): ReactElement {
  const { label, scope, files, selected = null, onSelect, onOpen } = props
  const [own, setOwn] = useState<RowSelection>({ keys: [], anchor: null })
  const rows = useMemo(() => files.map((file, i) => rowOf(file, i, files.length)), [files])
  const renderRow = useCallback(({ file }: FileRow) => <FileChangeView file={file} />, [])
  const selection = selected === null ? own : { keys: [selected], anchor: selected }
  return (
    <TreeGrid
      label={label}
      scope={scope}
      rows={rows}
      isMultiple={false}
      selection={selection}
      onSelect={next => {
        setOwn(next)
        const row = rows.find(({ key }) => key === next.keys.at(-1))
        if (row !== undefined) onSelect?.(row.file)
      }}
      onToggle={() => {}}
      onOpen={({ file }) => onOpen(file)}
      renderRow={renderRow}
    />
  )
}

function rowOf(file: RepoFileChange, index: number, siblings: number): FileRow {
  const { name } = splitPath(file.path)
  return {
    key: file.path,
    level: 1,
    isExpandable: false,
    isExpanded: false,
    position: index + 1,
    siblings,
    text: name,
    file,
  }
}

export function FileChangeView({ file }: { readonly file: RepoFileChange }): ReactElement {
  const { name, folder } = splitPath(file.path)
  return (
    <>
      <ChangeIcon kind={signOfStatus(file.status)} label={words.changes.signs[file.status]} />
      <FileIcon kind={kindOfPath(file.path)} path={file.path} />
      <span className="git-file-name" data-status={file.status}>
        {name}
      </span>
      <span className="meta ellipsis grow" title={file.path}>
        {file.from === undefined ? folder : `${folder} ${words.changes.from(file.from)}`}
      </span>
    </>
  )
}
