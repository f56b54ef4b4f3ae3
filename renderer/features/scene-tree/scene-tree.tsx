/** The nodes of the scene in front: see, find, select, rename, drag. */
import { Clapperboard, Plus } from 'lucide-react'
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { moveNodes } from '../../../shared/scene/commands.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { canRun, runCommand } from '../../commands/command.ts'
import { fileDrag, nodeDrag } from '../../commands/drag-types.ts'
import { focusPart } from '../../commands/focus.ts'
import { openTab } from '../../commands/shell-store.ts'
import type { ApiClient } from '../../session/host-link.ts'
import { type SceneSession, selectInner, useScene } from '../../session/scene-session.ts'
import { useSceneAt } from '../../session/use-scene-at.ts'
import { words } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { personStyle } from '../../ui/person.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import type { TreeDrag } from '../../ui/tree-drop.ts'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import type { RowSelection } from '../../ui/tree-selection.ts'
import { treeMenu } from './commands.ts'
import { foldsOf } from './folds.ts'
import { useGlow } from './glow.ts'
import { instanceScene } from './instance-scene.ts'
import { marksOf, selectedByOthers } from './marks.ts'
import { toPascal } from './names.ts'
import { NodeRow } from './node-row.tsx'
import { placeAt, whyNotDrop } from './places.ts'
import { parseQuery } from './query.ts'
import { createRowBuilder, type SceneRow } from './rows.ts'
import './scene-tree.css'

export function SceneTree({ session }: { readonly session: SceneSession }): ReactElement {
  const { notices, shell, commands, context } = useApp()
  const scene = useScene(session)
  const sceneAt = useSceneAt(session)
  const folds = foldsOf(session)
  const flipped = useStore(folds, state => state.flipped)
  const selection = useStore(session.selection)
  const others = useStore(session.presence.store, state => state.others)
  const renaming = useShell(state => state.renaming)
  const glows = useGlow(session)
  const [search, setSearch] = useState('')
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const [build] = useState(createRowBuilder)
  const query = useMemo(() => parseQuery(search), [search])
  const rows = useMemo(
    () => build({ scene, sceneAt, classes: session.classes, flipped, query }),
    [build, scene, sceneAt, session, flipped, query],
  )
  const marks = useMemo(() => marksOf(scene), [scene])
  const selectedBy = useMemo(() => selectedByOthers(others), [others])
  const reveal = useReveal(session, rows)

  const chosen = useMemo<RowSelection>(() => {
    const { inner } = selection
    return inner === null
      ? { keys: selection.nodes, anchor: selection.anchor }
      : { keys: [`${inner.instance}/${inner.path}`], anchor: null }
  }, [selection])

  function onSelect({ keys, anchor }: RowSelection): void {
    const picked = keys.flatMap(key => rows.find(row => row.key === key) ?? [])
    const nodes = picked.flatMap(row => (row.node === null ? [] : [row.node.id]))
    const last = picked.at(-1)
    if (last?.node === null && last.inner !== null)
      selectInner(session, { instance: last.inner.holder, path: last.inner.node.path })
    else
      session.selection.setState({
        nodes,
        inner: null,
        anchor: nodes.find(id => id === anchor) ?? nodes.at(-1) ?? null,
      })
  }

  const drag = useNodeDrag(session, context)
  const openScene = useCallback((path: string) => openTab(shell, 'scene', path), [shell])
  const onError = useCallback((error: unknown) => notices.error(error), [notices])
  const renderRow = useCallback(
    (row: SceneRow) => (
      <NodeRow
        session={session}
        row={row}
        marks={marks}
        others={selectedBy.get(row.key) ?? nobody}
        glow={glows.get(row.key)}
        isRenaming={renaming === row.key}
        onRenamed={() => {
          shell.setState({ renaming: null })
          focusPart('scene')
        }}
        onOpenScene={openScene}
        onError={onError}
      />
    ),
    [session, marks, selectedBy, glows, renaming, shell, openScene, onError],
  )
  const rowLook = useCallback(
    (row: SceneRow) => {
      const [other] = selectedBy.get(row.key) ?? []
      return other === undefined ? {} : { className: 'row-other', style: personStyle(other.user.color) }
    },
    [selectedBy],
  )
  const add = commands.find(one => one.id === 'scene.addNode')
  const instance = commands.find(one => one.id === 'scene.instanceScene')
  const run = (one: typeof add) => one !== undefined && runCommand(one, context())
  const entries: MenuEntry[] = treeMenu.map(id => {
    const one = commands.find(each => each.id === id)
    if (one === undefined) return { kind: 'separator', id }
    return {
      kind: 'item',
      id,
      label: one.title,
      keys: one.keys,
      isDisabled: !canRun(one, context()),
      run: () => runCommand(one, context()),
    }
  })

  return (
    <div className="scene-tree" data-scope="scene-panel">
      <PanelHead
        title={words.tree.title}
        detail={words.tree.detail(session.path.slice(session.path.lastIndexOf('/') + 1), scene.nodes.size)}
      >
        <IconButton
          icon={<Clapperboard className="icon" aria-hidden />}
          label={words.tree.addInstance}
          isDisabled={!session.canWrite}
          onPress={() => run(instance)}
        />
        <IconButton
          icon={<Plus className="icon" aria-hidden />}
          label={words.tree.add}
          keys={add?.keys}
          isDisabled={!session.canWrite}
          onPress={() => run(add)}
        />
      </PanelHead>
      <div className="scene-tree-search">
        <SearchInput
          label={words.tree.search}
          placeholder={words.tree.placeholder}
          keys="/"
          value={search}
          onChange={setSearch}
          onKeyDown={event => {
            if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
              event.preventDefault()
              focusPart('scene')
            }
          }}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>
          {scene.kind === 'resource' ? words.tree.resource : query === null ? words.tree.empty : words.tree.noMatch}
        </Empty>
      ) : (
        <TreeGrid
          label={words.tree.label}
          scope="scene"
          rows={rows}
          selection={chosen}
          onSelect={onSelect}
          onToggle={row => folds.getState().flip(row.key)}
          onOpen={(row, how) => {
            if (how === 'enter') focusPart('inspector')
            else if (row.instance !== null) openScene(row.instance)
            else if (row.node !== null && session.canWrite) shell.setState({ renaming: row.key })
          }}
          onMenu={(_row, at) => setMenu(at)}
          renderRow={renderRow}
          rowLook={rowLook}
          drag={drag}
          reveal={reveal}
        />
      )}
      {menu !== null && (
        <ContextMenu label={words.tree.title} at={menu} entries={entries} onClose={() => setMenu(null)} />
      )}
    </div>
  )
}

const nobody: never[] = []

/** A selection made elsewhere (outline, palette, review) opens what hides it and comes into view. */
function useReveal(session: SceneSession, rows: readonly SceneRow[]): string | null {
  const primary = useStore(session.selection, state => state.nodes.at(-1) ?? null)
  useEffect(() => {
    if (primary !== null) foldsOf(session).getState().unfoldTo(session.document.scene, primary)
  }, [session, primary])
  return primary !== null && rows.some(row => row.key === primary) ? primary : null
}

function useNodeDrag(session: SceneSession, context: ReturnType<typeof useApp>['context']): TreeDrag<SceneRow> {
  const dragged = useRef<readonly NodeId[]>([])
  return useMemo(() => {
    return {
      canDrag: row => session.canWrite && row.node !== null && row.node.parent !== null,
      onDragStart(row, data) {
        const { nodes } = session.selection.getState()
        const moving = row.node === null ? [] : nodes.includes(row.node.id) ? nodes : [row.node.id]
        dragged.current = moving
        data.setData(nodeDrag, JSON.stringify(moving))
        data.effectAllowed = 'move'
      },
      accepts: types => types.includes(nodeDrag) || types.includes(fileDrag),
      refusal(row, where, types) {
        if (!session.canWrite) return words.tree.readOnly
        if (types.includes(nodeDrag)) return whyNotDrop(session.document.scene, row, where, dragged.current)
        const place = placeAt(session.document.scene, row, where, [])
        return typeof place === 'string' ? place : null
      },
      onDrop(row, where, data) {
        const { scene } = session.document
        try {
          if (data.types.includes(nodeDrag)) {
            const moving = dragged.current
            const place = placeAt(scene, row, where, moving)
            if (typeof place === 'string') return
            const count = scene.nodes.get(place.parent)?.children.length ?? 0
            moveNodes(session.editor, moving, place.parent, place.index ?? count)
            return
          }
          const place = placeAt(scene, row, where, [])
          const path = data.getData(fileDrag)
          if (typeof place !== 'string') {
            const { app, notices } = context()
            instanceFile(app.api, session, path, place).catch((error: unknown) => notices.error(error))
          }
        } catch (error) {
          context().notices.error(error)
        }
      },
    }
  }, [session, context])
}

async function instanceFile(
  api: ApiClient,
  session: SceneSession,
  path: string,
  place: { parent: NodeId; index?: number },
): Promise<void> {
  if (!/\.t?scn$/.test(path)) throw new Error(words.tree.onlyScenes)
  if (path === session.path) throw new Error(words.tree.itself)
  const name = toPascal(path.slice(path.lastIndexOf('/') + 1).replace(/\.t?scn$/, ''))
  await instanceScene(api, session, { ...place, path, name })
}
