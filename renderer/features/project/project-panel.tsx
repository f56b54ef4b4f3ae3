/** The project's files: open, find, see who is where. */
import { FilePlus, Filter, FolderPlus, Plus, TriangleAlert } from 'lucide-react'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { canRun, runCommand } from '../../commands/command.ts'
import { focusPart } from '../../commands/focus.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import type { OtherPresence } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { fileWords } from '../../text/files.ts'
import { searchWords } from '../../text/search.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead, Skeleton } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { Initial } from '../../ui/person.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { FileIcon } from '../node-icon/index.ts'
import { changeFiles, renameFile, whyNotName } from './file-actions.ts'
import { canWrite, fileMenu } from './file-commands.ts'
import { useFileDrag } from './file-drag.ts'
import { type FileRow, fileRows } from './file-rows.ts'
import { TreeRepairs } from './tree-repairs.tsx'
import './project.css'

export function ProjectPanel(): ReactElement {
  const parts = useApp()
  const { app, shell, notices, commands, context } = parts
  const files = useHost(view => view.files)
  const others = useStore(app.people.store, state => state.others)
  const active = useShell(state => state.active)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [filter, setFilter] = useState<string | null>(null)
  const { selection, renaming, cut } = useShell(state => state.files)
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

  const rename = useCallback(
    (row: FileRow, name: string): string | null => {
      const refusal = whyNotName(name)
      if (refusal === null && name !== row.name) {
        renameFile(parts, row.path, name).catch((error: unknown) => notices.error(error))
      }
      return refusal
    },
    [parts, notices],
  )
  const endRename = useCallback(() => {
    changeFiles(shell, { renaming: null })
    focusPart('files')
  }, [shell])
  const renderRow = useCallback(
    (row: FileRow) => (
      <FileRowView
        row={row}
        isOpen={active === `scene:${row.path}` || active === `text:${row.path}`}
        isCut={cut.includes(row.path)}
        people={here.get(row.path) ?? nobody}
        rename={renaming === row.path ? { commit: name => rename(row, name), end: endRename } : null}
      />
    ),
    [active, here, cut, renaming, rename, endRename],
  )
  const drag = useFileDrag(parts)
  const entries: MenuEntry[] = fileMenu.map(id => {
    const one = commands.find(each => each.id === id)
    if (one === undefined) return { kind: 'separator', id }
    const isDisabled = !canRun(one, context())
    return { kind: 'item', id, label: one.title, keys: one.keys, isDisabled, run: () => runCommand(one, context()) }
  })
  const run = (id: string) => {
    const one = commands.find(each => each.id === id)
    if (one !== undefined) runCommand(one, context())
  }

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
        <IconButton
          icon={<FilePlus className="icon" aria-hidden />}
          label={fileWords.newFile}
          isDisabled={!canWrite(parts)}
          onPress={() => run('files.newFile')}
        />
        <IconButton
          icon={<FolderPlus className="icon" aria-hidden />}
          label={fileWords.newFolder}
          isDisabled={!canWrite(parts)}
          onPress={() => run('files.newFolder')}
        />
      </PanelHead>
      <TreeRepairs />
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
          rows={rows}
          selection={selection}
          onSelect={next => changeFiles(shell, { selection: next })}
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
            ...entries,
            { kind: 'separator', id: '-4' },
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
  isCut,
  people,
  rename,
}: {
  readonly row: FileRow
  readonly isOpen: boolean
  readonly isCut: boolean
  readonly people: readonly OtherPresence[]
  /** While its name is being edited. */
  readonly rename: { readonly commit: (name: string) => string | null; readonly end: () => void } | null
}): ReactElement {
  const fault = row.entry?.fault ?? null
  const inherits = row.entry?.inherits ?? null
  if (rename !== null) {
    return (
      <>
        <FileIcon kind={row.kind} isOpen={row.isExpanded} path={row.path} />
        <TextInput
          isUi
          autoFocus
          label={fileWords.rename}
          value={row.name}
          onCancel={rename.end}
          onCommit={name => {
            const refusal = rename.commit(name)
            if (refusal === null) rename.end()
            return refusal
          }}
        />
      </>
    )
  }
  return (
    <>
      <FileIcon kind={row.kind} isOpen={row.isExpanded} path={row.path} />
      <span className={`node-name ${isOpen ? 'panel-title' : ''} ${isCut ? 'node-faint' : ''}`}>
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
    others.filter(other => other.scene !== null || other.text !== null),
    other => (other.scene ?? other.text)?.path ?? '',
  )
}

/** `levels` for `res://levels/harbor.tscn`; empty for the top. */
function folderOf(path: string | undefined): string {
  if (path === undefined) return ''
  const inside = path.slice('res://'.length)
  const isFile = /\.[^/]+$/.test(inside)
  return isFile ? inside.slice(0, Math.max(0, inside.lastIndexOf('/'))) : inside
}
