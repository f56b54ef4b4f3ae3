/** What a user can do with nodes. */
import {
  changeType,
  deleteNodes,
  duplicateNodes,
  moveNodes,
  setEditableChildren,
  setProperty,
} from '../../../shared/scene/commands.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId, SceneNode } from '../../../shared/scene/scene.ts'
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { focusPart } from '../../commands/focus.ts'
import { type DialogRequest, openDialog, openTab } from '../../commands/shell-store.ts'
import { clearSelection, type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { copySelection, cutSelection, pasteIntoSelection, write } from './clipboard.ts'
import { foldsOf, isOpenByDefault } from './folds.ts'
import { placeBeside } from './places.ts'
import { instanceOf } from './rows.ts'

type Run = (session: SceneSession, context: CommandContext) => void | Promise<void>

interface SceneCommand extends Pick<Command, 'id' | 'title' | 'keys' | 'alsoKeys' | 'isHidden'> {
  readonly run: Run
  readonly needs?: 'selection' | 'one' | 'instance'
  readonly writes?: boolean
  /** Works wherever the focus is. */
  readonly isEverywhere?: boolean
}

/** The context menu of the tree: ids of commands; anything else is a line. */
export const treeMenu: readonly string[] = [
  'scene.addNode',
  'scene.instanceScene',
  'templates.insert',
  'templates.make',
  '-1',
  'scene.rename',
  'scene.changeType',
  'scene.duplicateNode',
  '-2',
  'scene.cut',
  'scene.copy',
  'scene.paste',
  '-3',
  'scene.moveUp',
  'scene.moveDown',
  'scene.reparent',
  '-4',
  'scene.openInstance',
  'scene.editableChildren',
  'scene.uniqueName',
  'scene.addGroup',
  'scene.connectSignal',
  'scene.copyPath',
  '-5',
  'scene.delete',
]

export const sceneCommands: readonly Command[] = [
  inScene({
    id: 'scene.addNode',
    title: words.commands.addNode,
    keys: 'Mod+Enter',
    writes: true,
    isEverywhere: true,
    run: dialog({ kind: 'add-node' }),
  }),
  inScene({
    id: 'scene.instanceScene',
    title: words.commands.instanceScene,
    keys: 'Mod+Shift+A',
    writes: true,
    run: dialog({ kind: 'instance-scene' }),
  }),
  inScene({
    id: 'scene.rename',
    title: words.commands.rename,
    keys: 'F2',
    needs: 'one',
    writes: true,
    run: (session, { shell }) =>
      shell.setState({
        renaming: session.selection.getState().nodes.at(-1) ?? null,
        isLeftOpen: true,
        isSceneOpen: true,
      }),
  }),
  inScene({
    id: 'scene.changeType',
    title: words.commands.changeType,
    keys: 'Mod+Shift+T',
    needs: 'selection',
    writes: true,
    run: dialog({ kind: 'change-type' }),
  }),
  inScene({
    id: 'scene.duplicateNode',
    title: words.commands.duplicate,
    keys: 'Mod+D',
    needs: 'selection',
    writes: true,
    run: session => selectNodes(session, duplicateNodes(session.editor, session.selection.getState().nodes)),
  }),
  inScene({
    id: 'scene.cut',
    title: words.commands.cut,
    keys: 'Mod+X',
    needs: 'selection',
    writes: true,
    run: (session, context) => cutSelection(context, session),
  }),
  inScene({
    id: 'scene.copy',
    title: words.commands.copy,
    keys: 'Mod+C',
    needs: 'selection',
    run: (session, context) => copySelection(context, session),
  }),
  inScene({
    id: 'scene.paste',
    title: words.commands.paste,
    keys: 'Mod+V',
    writes: true,
    run: (session, context) => pasteIntoSelection(context, session),
  }),
  inScene({
    id: 'scene.delete',
    title: words.commands.remove,
    keys: 'Delete',
    alsoKeys: ['Backspace'],
    needs: 'selection',
    writes: true,
    run: removeSelection,
  }),
  inScene({
    id: 'scene.moveUp',
    title: words.commands.moveUp,
    keys: 'Alt+ArrowUp',
    needs: 'selection',
    writes: true,
    run: session => moveBeside(session, -1),
  }),
  inScene({
    id: 'scene.moveDown',
    title: words.commands.moveDown,
    keys: 'Alt+ArrowDown',
    needs: 'selection',
    writes: true,
    run: session => moveBeside(session, 1),
  }),
  inScene({
    id: 'scene.reparent',
    title: words.commands.reparent,
    keys: 'Mod+Shift+P',
    needs: 'selection',
    writes: true,
    run: dialog({ kind: 'reparent' }),
  }),
  inScene({
    id: 'scene.selectAll',
    title: words.commands.selectAll,
    keys: 'Mod+A',
    run: session => selectNodes(session, [...session.document.scene.nodes.keys()]),
  }),
  inScene({
    id: 'scene.selectNone',
    title: words.commands.selectNone,
    keys: 'Escape',
    needs: 'selection',
    run: clearSelection,
  }),
  inScene({
    id: 'scene.selectChildren',
    title: words.commands.selectChildren,
    needs: 'selection',
    run: session =>
      selectNodes(
        session,
        selected(session).flatMap(node => node.children),
      ),
  }),
  inScene({
    id: 'scene.expandAll',
    title: words.commands.expandAll,
    run: session => fold(session, true),
    isEverywhere: true,
  }),
  inScene({
    id: 'scene.collapseAll',
    title: words.commands.collapseAll,
    run: session => fold(session, false),
    isEverywhere: true,
  }),
  inScene({ id: 'scene.undo', title: words.commands.undo, keys: 'Mod+Z', isEverywhere: true, writes: true, run: undo }),
  inScene({
    id: 'scene.redo',
    title: words.commands.redo,
    keys: 'Mod+Shift+Z',
    alsoKeys: ['Mod+Y'],
    isEverywhere: true,
    writes: true,
    run: redo,
  }),
  inScene({
    id: 'scene.editableChildren',
    title: words.commands.editable,
    needs: 'instance',
    writes: true,
    run: session => {
      for (const node of selected(session))
        setEditableChildren(session.editor, node.id, !session.document.scene.editable.has(node.id))
    },
  }),
  inScene({
    id: 'scene.openInstance',
    title: words.commands.openInstance,
    needs: 'instance',
    run: (session, { shell }) => {
      const [node] = selected(session)
      const path = node === undefined ? null : instanceOf(session.document.scene, node)
      if (path !== null) openTab(shell, 'scene', path)
    },
  }),
  inScene({
    id: 'scene.copyPath',
    title: words.commands.copyPath,
    keys: 'Mod+Shift+C',
    needs: 'one',
    run: async (session, { notices }) => {
      const [node] = selected(session)
      if (node === undefined) return
      await write(nodePath(session.document.scene, node.id))
      notices.info(words.notices.pathCopied)
    },
  }),
  inScene({
    id: 'scene.toggleVisible',
    title: words.commands.toggleVisible,
    keys: 'H',
    needs: 'selection',
    writes: true,
    run: toggle('visible', 'false', null),
  }),
  inScene({
    id: 'scene.uniqueName',
    title: words.commands.uniqueName,
    needs: 'selection',
    writes: true,
    run: toggle('unique_name_in_owner', 'true', null),
  }),
  inScene({ id: 'scene.revertAll', title: words.commands.revertAll, needs: 'selection', writes: true, run: revertAll }),
  inScene({
    id: 'scene.addGroup',
    title: words.commands.addGroup,
    needs: 'selection',
    writes: true,
    run: dialog({ kind: 'add-group' }),
  }),
  inScene({
    id: 'scene.connectSignal',
    title: words.commands.connect,
    needs: 'one',
    writes: true,
    run: dialog({ kind: 'connect-signal', signal: null }),
  }),
  inScene({
    id: 'scene.find',
    title: words.commands.find,
    keys: '/',
    isEverywhere: true,
    run: () => focusPart('scene-search'),
  }),
  inScene({
    id: 'scene.frame',
    title: words.commands.frame,
    needs: 'selection',
    run: session => session.view.setState({ reveal: session.selection.getState().nodes }),
  }),
]

function inScene(one: SceneCommand): Command {
  const { run, needs, writes = false, isEverywhere = false, ...rest } = one
  return command({
    ...rest,
    ...(isEverywhere ? {} : { scope: 'scene' }),
    when: ({ scene }) => scene !== null && (!writes || scene.canWrite) && has(scene, needs),
    detail: ({ scene }) => (scene === null || needs === undefined ? '' : describe(scene)),
    run: context => (context.scene === null ? undefined : run(context.scene, context)),
  })
}

function has(session: SceneSession, needs: SceneCommand['needs']): boolean {
  const nodes = selected(session)
  if (needs === undefined) return session.document.scene.kind === 'scene'
  if (needs === 'selection') return nodes.length > 0
  return nodes.length === 1 && (needs === 'one' || nodes[0]?.instance != null)
}

function selected(session: SceneSession): SceneNode[] {
  const { scene } = session.document
  return session.selection.getState().nodes.flatMap(id => scene.nodes.get(id) ?? [])
}

/** `Beam`, or `3 nodes`. */
export function describe(session: SceneSession): string {
  const nodes = selected(session)
  return nodes.length === 1 ? (nodes[0]?.name ?? '') : nodes.length === 0 ? '' : words.commands.nodes(nodes.length)
}

function dialog(request: DialogRequest): Run {
  return (_session, { shell }) => openDialog(shell, request)
}

function removeSelection(session: SceneSession): void {
  const { nodes } = session.selection.getState()
  const next = neighbour(session, nodes)
  deleteNodes(session.editor, nodes)
  selectNodes(session, next === null ? [] : [next])
}

/** What is selected after a delete: the sibling below, above, or the parent. */
function neighbour(session: SceneSession, nodes: readonly NodeId[]): NodeId | null {
  const { scene } = session.document
  const last = scene.nodes.get(nodes.at(-1) ?? ('' as NodeId))
  if (last?.parent == null) return null
  const siblings = scene.nodes.get(last.parent)?.children ?? []
  const at = siblings.indexOf(last.id)
  const staying = (id: NodeId) => !nodes.includes(id)
  return siblings.slice(at + 1).find(staying) ?? siblings.slice(0, at).findLast(staying) ?? last.parent
}

function moveBeside(session: SceneSession, direction: -1 | 1): void {
  const { nodes } = session.selection.getState()
  const place = placeBeside(session.document.scene, nodes, direction)
  if (place !== null) moveNodes(session.editor, nodes, place.parent, place.index)
}

function fold(session: SceneSession, isOpen: boolean): void {
  const { scene } = session.document
  const keys = [...scene.nodes.values()]
    .filter(node => node.id !== scene.root && (node.children.length > 0 || node.instance !== null))
    .filter(node => isOpenByDefault(scene, node.id) !== isOpen && (!isOpen || node.instance === null))
  foldsOf(session)
    .getState()
    .setAll(new Set(keys.map(node => node.id)))
}

/** All on if any is not, else all off. */
function toggle(property: string, on: string, off: string | null): Run {
  return session => {
    const nodes = selected(session)
    const isOn = nodes.every(node => node.properties.get(property) === on)
    setProperty(
      session.editor,
      nodes.map(node => node.id),
      property,
      isOn ? off : on,
    )
  }
}

function revertAll(session: SceneSession): void {
  session.editor.gesture(words.commands.revertAll, () => {
    for (const node of selected(session)) {
      for (const name of node.properties.keys())
        if (name !== 'script') setProperty(session.editor, [node.id], name, null)
    }
  })
}

function undo(session: SceneSession, { notices }: CommandContext): void {
  const result = session.editor.undo()
  if (!result.done) notices.info(words.undo.nothing)
  else if (result.skipped > 0) notices.info(words.undo.skipped(result.label, result.skipped))
}

function redo(session: SceneSession, { notices }: CommandContext): void {
  const result = session.editor.redo()
  if (!result.done) notices.info(words.undo.nothingRedo)
  else if (result.skipped > 0) notices.info(words.undo.skippedRedo(result.label, result.skipped))
}

/** Keeps the properties that the new type has, and those a script may have brought. */
export function changeTypeOf(session: SceneSession, nodes: readonly NodeId[], type: string): void {
  changeType(session.editor, nodes, type, property => !isLost(session, nodes, type, property))
}

/** Known to the old class, unknown to the new one. */
export function isLost(session: SceneSession, nodes: readonly NodeId[], type: string, property: string): boolean {
  const { scene } = session.document
  const isKnown = nodes.some(id => {
    const old = scene.nodes.get(id)?.type
    return old != null && session.classes.property(old, property) !== null
  })
  return isKnown && session.classes.property(type, property) === null
}
