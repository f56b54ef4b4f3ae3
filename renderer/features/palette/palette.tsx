/** Find a node, a scene, a command. `>` asks for commands alone, `#` for nodes, `/` for files. */
import { SquareTerminal } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { effectiveType } from '../../../shared/scene/compose.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { type Command, canRun, command, runCommand } from '../../commands/command.ts'
import { closeDialog, openDialog, openTab } from '../../commands/shell-store.ts'
import { selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { type PickItem, PickList } from '../../ui/pick-list.tsx'
import { FileIcon, NodeIcon } from '../node-icon/index.ts'
import { isSidecar } from '../project/index.ts'
import './palette.css'

export const paletteCommands: readonly Command[] = [
  command({
    id: 'app.palette',
    title: words.commands.palette,
    keys: 'Mod+K',
    isHidden: true,
    run: ({ shell }) => openDialog(shell, { kind: 'palette', query: '' }),
  }),
  command({
    id: 'app.commands',
    title: words.commands.paletteCommands,
    keys: 'Mod+Shift+K',
    isHidden: true,
    run: ({ shell }) => openDialog(shell, { kind: 'palette', query: '>' }),
  }),
]

interface Item extends PickItem {
  readonly run: () => void
}

const perKind = 40
/** Scenes are opened more often than what else has their name; more than a few letters of length weigh. */
const SCENE_PREFERENCE = 40

export function Palette(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'palette' ? <OpenPalette query={dialog.query} /> : null
}

function OpenPalette({ query }: { readonly query: string }): ReactElement {
  const { shell } = useApp()
  const [text, setText] = useState(query)
  const items = useItems(text)
  const close = () => closeDialog(shell)
  return (
    <ModalOverlay className="modal-overlay" isOpen isDismissable onOpenChange={isOpen => !isOpen && close()}>
      <Modal className="modal">
        <Dialog className="dialog palette" aria-label={words.palette.label}>
          <PickList
            isLarge
            label={words.palette.results}
            placeholder={words.palette.placeholder}
            items={items}
            text={text}
            onText={setText}
            none={words.palette.none}
            end={<Kbd keys="Escape" />}
            onPick={item => {
              close()
              // After the dialog has gone, so that what the command opens is not closed with it.
              setTimeout(item.run)
            }}
          />
          <div className="palette-foot meta">
            <span>
              <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> {words.palette.move}
            </span>
            <span className="grow">
              <Kbd keys="Enter" /> {words.palette.doIt}
            </span>
            <span>{words.palette.hintCommands}</span>
            <span>{words.palette.hintNodes}</span>
            <span>{words.palette.hintFiles}</span>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function useItems(text: string): readonly Item[] {
  const { commands, context, shell } = useApp()
  const files = useHost(view => view.files)
  return useMemo(() => {
    const kind = /^[>#/]/.exec(text)?.[0] ?? null
    const typed = (kind === null ? text : text.slice(1)).trim()
    const now = context()
    const found: Item[] = []
    if (kind === null || kind === '>') found.push(...commandItems())
    if (now.scene !== null && (kind === '#' || (kind === null && typed !== ''))) found.push(...nodeItems())
    if (kind === '/' || (kind === null && typed !== '')) found.push(...fileItems())
    return found

    function commandItems(): Item[] {
      const ready = commands.filter(one => one.isHidden !== true && canRun(one, now))
      return fuzzyFilter(typed, ready, one => one.title)
        .slice(0, kind === '>' || typed === '' ? 400 : 12)
        .map(one => ({
          key: `command:${one.id}`,
          label: one.title,
          detail: one.detail?.(now) ?? '',
          icon: <SquareTerminal className="icon second" aria-hidden />,
          group: words.palette.commands,
          ...(one.keys === undefined ? {} : { end: <Kbd keys={one.keys} /> }),
          run: () => runCommand(one, context()),
        }))
    }

    function nodeItems(): Item[] {
      const session = now.scene
      if (session === null) return []
      const { scene } = session.document
      return fuzzyFilter(typed, [...scene.nodes.values()], node => node.name)
        .slice(0, perKind)
        .map(node => ({
          key: `node:${node.id}`,
          label: node.name,
          detail: nodePath(scene, node.id),
          icon: <NodeIcon classes={session.classes} type={effectiveType(scene, node.id, at => session.sceneAt(at))} />,
          group: words.palette.nodes,
          run: () => {
            selectNodes(session, [node.id])
            session.view.setState({ reveal: [node.id] })
          },
        }))
    }

    function fileItems(): Item[] {
      const wanted = (files ?? []).filter(file => file.kind !== 'folder' && !isSidecar(file.path))
      return fuzzyFilter(typed, wanted, nameAndFolder, file => (file.kind === 'scene' ? SCENE_PREFERENCE : 0))
        .slice(0, perKind)
        .map(file => ({
          key: `file:${file.path}`,
          label: file.path.slice(file.path.lastIndexOf('/') + 1),
          detail: file.path.slice(6, Math.max(6, file.path.lastIndexOf('/'))),
          icon: <FileIcon kind={file.kind} path={file.path} />,
          group: words.palette.files,
          run: () => openTab(shell, /\.(tscn|tres)$/.test(file.path) ? 'scene' : 'text', file.path),
        }))
    }
  }, [text, commands, context, shell, files])
}

/** The name first: what is typed is mostly its beginning. */
function nameAndFolder({ path }: { readonly path: string }): string {
  const slash = path.lastIndexOf('/')
  return `${path.slice(slash + 1)} ${path.slice(6, Math.max(6, slash))}`
}
