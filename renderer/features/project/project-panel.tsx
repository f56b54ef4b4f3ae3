/** The project's files: open, find, see who is where. */
import { Filter, Plus, TriangleAlert } from 'lucide-react'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { fileDrag } from '../../commands/drag-types.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import type { OtherPresence } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { searchWords } from '../../text/search.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead, Skeleton } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { Initial } from '../../ui/person.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import type { TreeDrag } from '../../ui/tree-drop.ts'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import type { RowSelection } from '../../ui/tree-selection.ts'
import { FileIcon } from '../node-icon/index.ts'
import { type FileRow, fileRows } from './file-rows.ts'
import './project.css'

const nothing: RowSelection = { keys: [], anchor: null }

export function ProjectPanel(): ReactElement {
  const { app, shell, notices } = useApp()
  const files = useHost(view => view.files)
  const others = useStore(app.people.store, state => state.others)
  const active = useShell(state => state.active)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [filter, setFilter] = useState<string | null>(null)
  const [selection, setSelection] = useState(nothing)
  const [menu, setMenu] = useState<{ row: FileRow; at: { x: number; y: number } } | null>(null)
  const rows = useMemo(() => fileRows(files ?? [], folded, filter ?? ''), [files, folded, filter])
  const here = useMemo(() => peopleByPath(others), [others])

  function open(row: FileRow): void {
    if (row.kind === 'folder') toggle(row)
    else openTab(shell, isDocument(row) ? 'scene' : 'text', row.path)
  }

  function toggle(row: FileRow): void {
    const next = new Set(folded)
    if (!next.delete(row.path)) next.add(row.path)
    setFolded(next)
  }

  const renderRow = useCallback(
    (row: FileRow) => (
      <FileRowView row={row} isOpen={active === `scene:${row.path}`} people={here.get(row.path) ?? nobody} />
    ),
    [active, here],
  )
  const drag = useMemo<TreeDrag<FileRow>>(
    () => ({
      canDrag: row => row.kind !== 'folder',
      onDragStart: (row, data) => data.setData(fileDrag, row.path),
      accepts: () => false,
      refusal: () => null,
      onDrop: () => {},
    }),
    [],
  )

  return (
    <div className="project-panel">
      <PanelHead title={words.project.title}>
        <IconButton
          icon={<Filter className="icon" aria-hidden />}
          label={words.project.filter}
          isOn={filter !== null}
          onPress={() => setFilter(filter === null ? '' : null)}
        />
        <IconButton
          icon={<Plus className="icon" aria-hidden />}
          label={words.project.newScene}
          onPress={() => openDialog(shell, { kind: 'new-scene', folder: folderOf(selection.keys.at(-1)) })}
        />
      </PanelHead>
      {filter !== null && (
        <div className="scene-tree-search">
          <SearchInput
            label={words.project.filter}
            placeholder={words.project.placeholder}
            value={filter}
            onChange={setFilter}
          />
        </div>
      )}
      {files === null ? (
        <Skeleton label={words.project.loading} widths={[40, 60, 55, 35, 62]} />
      ) : rows.length === 0 ? (
        <Empty>{filter ? words.project.noMatch : words.project.empty}</Empty>
      ) : (
        <TreeGrid
          label={words.project.files}
          scope="files"
          isMultiple={false}
          rows={rows}
          selection={selection}
          onSelect={setSelection}
          onToggle={toggle}
          onOpen={open}
          onMenu={(row, at) => setMenu({ row, at })}
          renderRow={renderRow}
          drag={drag}
        />
      )}
      {menu !== null && (
        <ContextMenu
          label={menu.row.name}
          at={menu.at}
          onClose={() => setMenu(null)}
          entries={[
            { kind: 'item', id: 'open', label: words.project.open, keys: 'Enter', run: () => open(menu.row) },
            {
              kind: 'item',
              id: 'new',
              label: words.commands.newScene,
              run: () => openDialog(shell, { kind: 'new-scene', folder: folderOf(menu.row.path) }),
            },
            {
              kind: 'item',
              id: 'dependencies',
              label: searchWords.dependencies.title,
              isDisabled: menu.row.kind === 'folder',
              run: () => openTab(shell, 'dependencies', menu.row.path),
            },
            {
              kind: 'item',
              id: 'copy',
              label: words.project.copyPath,
              run: () => {
                navigator.clipboard.writeText(menu.row.path).then(
                  () => notices.info(words.notices.pathCopied),
                  (error: unknown) => notices.error(error),
                )
              },
            } satisfies MenuEntry,
          ]}
        />
      )}
    </div>
  )
}

const nobody: never[] = []

function FileRowView({
  row,
  isOpen,
  people,
}: {
  readonly row: FileRow
  readonly isOpen: boolean
  readonly people: readonly OtherPresence[]
}): ReactElement {
  const fault = row.entry?.fault ?? null
  const inherits = row.entry?.inherits ?? null
  return (
    <>
      <FileIcon kind={row.kind} isOpen={row.isExpanded} path={row.path} />
      <span className={`node-name ${isOpen ? 'panel-title' : ''}`}>
        {row.name}
        {inherits !== null && (
          <span className="meta file-note">
            {words.project.inherits(inherits.slice(inherits.lastIndexOf('/') + 1).replace(/\.t?scn$/, ''))}
          </span>
        )}
      </span>
      <span className="node-marks">
        {fault !== null && (
          <span
            role="img"
            aria-label={words.project.unreadable}
            title={`${words.project.unreadable}: ${fault.reason}`}
            className="node-mark file-fault"
          >
            <TriangleAlert className="icon icon-small" aria-hidden />
          </span>
        )}
        {people.map(other => (
          <Initial
            key={other.client}
            name={words.project.isHere(other.user.name)}
            initial={other.user.name}
            color={other.user.color}
          />
        ))}
      </span>
    </>
  )
}

/** Scenes, and resources in Godot's text format, are documents; everything else is looked at. */
function isDocument(row: FileRow): boolean {
  return row.path.endsWith('.tscn') || row.path.endsWith('.tres')
}

function peopleByPath(others: readonly OtherPresence[]): ReadonlyMap<string, readonly OtherPresence[]> {
  return Map.groupBy(
    others.filter(other => other.scene !== null),
    other => other.scene?.path ?? '',
  )
}

/** `levels` for `res://levels/harbor.tscn`; empty for the top. */
function folderOf(path: string | undefined): string {
  if (path === undefined) return ''
  const inside = path.slice('res://'.length)
  const isFile = /\.[^/]+$/.test(inside)
  return isFile ? inside.slice(0, Math.max(0, inside.lastIndexOf('/'))) : inside
}
