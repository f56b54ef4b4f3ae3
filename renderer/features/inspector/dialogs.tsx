/** Connecting a signal of the selected node to a method of another. */
import { type ReactElement, useMemo, useState } from 'react'
import { connectSignal } from '../../../shared/scene/commands.ts'
import { effectiveType } from '../../../shared/scene/compose.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp, useFrontScene, useShell } from '../../commands/app-context.tsx'
import { closeDialog } from '../../commands/shell-store.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Dropdown } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { NodePicker } from '../scene-tree/index.ts'
import { useScript } from './script.ts'

/** Godot's ConnectFlags. */
const deferredFlag = 1
const oneShotFlag = 4

export function InspectorDialogs(): ReactElement | null {
  const session = useFrontScene()
  const dialog = useShell(state => state.dialog)
  const node = session?.selection.getState().nodes.at(-1)
  if (session === null || dialog?.kind !== 'connect-signal' || node === undefined) return null
  return <ConnectSignal session={session} node={node} />
}

function ConnectSignal({ session, node }: { readonly session: SceneSession; readonly node: NodeId }): ReactElement {
  const { shell, notices } = useApp()
  const { scene } = session.document
  const name = scene.nodes.get(node)?.name ?? ''
  const target = useMemo(() => ({ kind: 'nodes', nodes: [node] }) as const, [node])
  const script = useScript(session, target)
  const signals = useMemo(() => {
    const type = effectiveType(scene, node, path => session.sceneAt(path))
    const own = type === null ? [] : session.classes.signals(type).map(signal => signal.name)
    return [...new Set([...(script?.signals ?? []), ...own])]
  }, [scene, session, node, script])
  const [chosen, setChosen] = useState<string | null>(null)
  const [to, setTo] = useState<NodeId>(scene.root ?? node)
  const [typed, setTyped] = useState<string | null>(null)
  const [isDeferred, setDeferred] = useState(false)
  const [isOneShot, setOneShot] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const signal = chosen ?? signals[0] ?? ''
  const method = typed ?? `_on_${toSnake(name)}_${signal}`
  const isBad = !/^[A-Za-z_]\w*$/.test(method)

  function connect(): void {
    closeDialog(shell)
    try {
      const flags = (isDeferred ? deferredFlag : 0) + (isOneShot ? oneShotFlag : 0)
      connectSignal(session.editor, {
        from: { node, rest: '' },
        signal,
        to: { node: to, rest: '' },
        method,
        ...(flags === 0 ? {} : { flags }),
      })
    } catch (error) {
      notices.error(error)
    }
  }

  if (isPicking) {
    return (
      <NodePicker
        title={inspectorWords.target}
        session={session}
        accepts={() => true}
        onClose={() => setPicking(false)}
        onPick={picked => {
          setTo(picked)
          setPicking(false)
        }}
      />
    )
  }
  return (
    <Dialog
      title={`${inspectorWords.connectTitle}: ${name}`}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <Button onPress={() => closeDialog(shell)}>{words.cancel}</Button>
          <Button kind="primary" isDisabled={signal === '' || isBad} onPress={connect}>
            {inspectorWords.doConnect}
          </Button>
        </>
      }
    >
      <div className="labelled">
        <span className="label">{inspectorWords.signal}</span>
        <Dropdown
          label={inspectorWords.signal}
          value={signal === '' ? null : signal}
          options={signals.map(value => ({ value, label: value }))}
          onChange={setChosen}
        />
      </div>
      <div className="labelled">
        <span className="label">{inspectorWords.target}</span>
        <button type="button" className="field field-button field-large" onClick={() => setPicking(true)}>
          {nodePath(scene, to) === '.' ? (scene.nodes.get(to)?.name ?? '.') : nodePath(scene, to)}
        </button>
      </div>
      <label className="labelled">
        <span className="label">{inspectorWords.method}</span>
        <input
          className="field field-large"
          value={method}
          aria-invalid={isBad}
          spellCheck={false}
          autoComplete="off"
          onChange={event => setTyped(event.target.value)}
        />
      </label>
      <CheckField label={inspectorWords.deferred} isOn={isDeferred} onChange={setDeferred}>
        {inspectorWords.deferred}
      </CheckField>
      <CheckField label={inspectorWords.oneShot} isOn={isOneShot} onChange={setOneShot}>
        {inspectorWords.oneShot}
      </CheckField>
    </Dialog>
  )
}

/** `DoorArea2` → `door_area_2`, as Godot names a handler. */
export function toSnake(name: string): string {
  return name
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toLowerCase()
}
