/** The dialogs of nodes: add, change type, instance, reparent, group. */
import { type ReactElement, useMemo, useState } from 'react'
import { addGroup, addNode, moveNodes, whyNotMove } from '../../../shared/scene/commands.ts'
import { effectiveType } from '../../../shared/scene/compose.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp, useFrontScene, useHost, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { PickList } from '../../ui/pick-list.tsx'
import { FileIcon, NodeIcon } from '../node-icon/index.ts'
import { changeTypeOf, describe, isLost } from './commands.ts'
import { instanceScene } from './instance-scene.ts'
import { toPascal } from './names.ts'
import { TypePicker } from './type-picker.tsx'

export function SceneDialogs(): ReactElement | null {
  const { shell, notices } = useApp()
  const session = useFrontScene()
  const dialog = useShell(state => state.dialog)
  if (session === null || dialog === null) return null
  const close = () => closeDialog(shell)
  const act = (run: () => void) => {
    close()
    try {
      run()
    } catch (error) {
      notices.error(error)
    }
  }
  switch (dialog.kind) {
    case 'add-node':
      return <AddNode session={session} onClose={close} act={act} />
    case 'change-type':
      return <ChangeType session={session} onClose={close} act={act} />
    case 'instance-scene':
      return <InstanceScene session={session} onClose={close} act={act} />
    case 'reparent':
      return <Reparent session={session} onClose={close} act={act} />
    case 'add-group':
      return <AddGroup session={session} onClose={close} act={act} />
    default:
      return null
  }
}

interface DialogProps {
  readonly session: SceneSession
  readonly onClose: () => void
  readonly act: (run: () => void) => void
}

/** New nodes go under the primary selection; under the root where there is none. */
function parentOf(session: SceneSession): NodeId | null {
  return session.selection.getState().nodes.at(-1) ?? session.document.scene.root
}

function AddNode({ session, onClose, act }: DialogProps): ReactElement {
  const parent = parentOf(session)
  const name = parent === null ? '' : (session.document.scene.nodes.get(parent)?.name ?? '')
  return (
    <Dialog title={words.types.addTitle} onClose={onClose}>
      <p className="meta">{words.types.under(name)}</p>
      <TypePicker
        classes={session.classes}
        onPick={type =>
          act(() => {
            if (parent !== null) selectNodes(session, [addNode(session.editor, { parent, type })])
          })
        }
      />
    </Dialog>
  )
}

function ChangeType({ session, onClose, act }: DialogProps): ReactElement {
  const { nodes } = session.selection.getState()
  const [type, setType] = useState<string | null>(null)
  const lost = new Set(
    type === null
      ? []
      : nodes.flatMap(id =>
          [...(session.document.scene.nodes.get(id)?.properties.keys() ?? [])].filter(name =>
            isLost(session, nodes, type, name),
          ),
        ),
  )
  return (
    <Dialog title={`${words.types.changeTitle}: ${describe(session)}`} onClose={onClose}>
      <TypePicker
        classes={session.classes}
        onActive={setType}
        onPick={picked => act(() => changeTypeOf(session, nodes, picked))}
      />
      {lost.size > 0 && (
        <p className="meta" role="status">
          {words.types.lost(lost.size)} ({[...lost].join(', ')})
        </p>
      )}
    </Dialog>
  )
}

function InstanceScene({ session, onClose, act }: DialogProps): ReactElement {
  const { app, notices } = useApp()
  const files = useHost(view => view.files)
  const [text, setText] = useState('')
  const parent = parentOf(session)
  const items = useMemo(() => {
    const scenes = (files ?? []).filter(file => file.kind === 'scene' && file.path !== session.path)
    return fuzzyFilter(text, scenes, file => file.path.slice(6)).map(file => ({
      key: file.path,
      label: file.path.slice(file.path.lastIndexOf('/') + 1),
      detail: file.path.slice(6, file.path.lastIndexOf('/') + 1),
      icon: <FileIcon kind="scene" />,
    }))
  }, [files, text, session.path])
  return (
    <Dialog title={words.pick.scene} onClose={onClose}>
      <PickList
        label={words.pick.scene}
        placeholder={words.pick.search}
        items={items}
        text={text}
        onText={setText}
        none={words.pick.none}
        onPick={item =>
          act(() => {
            if (parent === null) return
            const name = toPascal(item.label.replace(/\.t?scn$/, ''))
            instanceScene(app.api, session, { parent, path: item.key, name }).catch((error: unknown) =>
              notices.error(error),
            )
          })
        }
      />
    </Dialog>
  )
}

function Reparent({ session, onClose, act }: DialogProps): ReactElement {
  const { nodes } = session.selection.getState()
  const { scene } = session.document
  return (
    <NodePicker
      title={`${words.pick.reparent}: ${describe(session)}`}
      session={session}
      accepts={id => whyNotMove(scene, nodes, id) === null && !scene.nodes.get(id)?.isOverride}
      onClose={onClose}
      onPick={id => act(() => moveNodes(session.editor, nodes, id, scene.nodes.get(id)?.children.length ?? 0))}
    />
  )
}

/** Choosing one node of the scene. */
export function NodePicker(props: {
  readonly title: string
  readonly session: SceneSession
  readonly accepts: (node: NodeId) => boolean
  readonly onClose: () => void
  readonly onPick: (node: NodeId) => void
}): ReactElement {
  const { title, session, accepts, onClose, onPick } = props
  const [text, setText] = useState('')
  const { scene } = session.document
  const items = found()

  function found() {
    const nodes = [...scene.nodes.values()].filter(node => accepts(node.id))
    return fuzzyFilter(text, nodes, node => node.name)
      .slice(0, 200)
      .map(node => {
        const path = nodePath(scene, node.id)
        return {
          key: node.id,
          id: node.id,
          label: node.name,
          detail: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
          icon: <NodeIcon classes={session.classes} type={effectiveType(scene, node.id, at => session.sceneAt(at))} />,
        }
      })
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <PickList
        label={title}
        placeholder={words.pick.search}
        items={items}
        text={text}
        onText={setText}
        none={words.pick.none}
        onPick={item => onPick(item.id)}
      />
    </Dialog>
  )
}

function AddGroup({ session, onClose, act }: DialogProps): ReactElement {
  const [text, setText] = useState('')
  const { nodes } = session.selection.getState()
  const items = useMemo(() => {
    const known = [...new Set([...session.document.scene.nodes.values()].flatMap(node => node.groups))].sort()
    const found = fuzzyFilter(text, known, name => name).map(name => ({ key: name, label: name }))
    const typed = text.trim()
    return typed === '' || known.includes(typed)
      ? found
      : [{ key: typed, label: typed, detail: inspectorWords.addGroup }, ...found]
  }, [session, text])
  return (
    <Dialog title={inspectorWords.addGroupTitle} onClose={onClose}>
      <PickList
        label={inspectorWords.groupName}
        placeholder={inspectorWords.groupName}
        items={items}
        text={text}
        onText={setText}
        none={words.pick.none}
        onPick={item => act(() => addGroup(session.editor, nodes, item.key))}
      />
    </Dialog>
  )
}
