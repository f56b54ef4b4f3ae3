/** Resources: a file of the project, or one inside the scene that is edited in place. */
import { ChevronDown, ChevronRight, ExternalLink, X } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { Variant } from '../../../shared/scene/codec/variant.ts'
import { addExternalResource, addInternalResource } from '../../../shared/scene/commands.ts'
import { resourceByReference } from '../../../shared/scene/reference.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { uidOf } from '../../session/uid.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { IconButton } from '../../ui/button.tsx'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { type PickItem, PickList } from '../../ui/pick-list.tsx'
import { FileIcon } from '../node-icon/index.ts'
import { useEditPlace, type ValueProps } from './edit-place.ts'
import { creatableTypes, fittingFiles } from './resource-types.ts'

export function ResourceEditor(props: ValueProps & { readonly value: Variant | null }): ReactElement {
  const { label, text, value, source, isReadOnly, onCommit } = props
  const { shell } = useApp()
  const { session, Resource } = useEditPlace()
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const scene = source === '' ? session.document.scene : session.sceneAt(source)
  const isReference = value?.type === 'ExtResource' || value?.type === 'SubResource'
  const resource = text === null || !isReference || scene === undefined ? undefined : resourceByReference(scene, text)
  const path = resource?.path ?? (value?.type === 'Resource' ? value.path : null)
  const isInternal = resource?.kind === 'internal'
  const name =
    text === null
      ? words.mixed
      : path !== null
        ? path.slice(path.lastIndexOf('/') + 1)
        : (resource?.type ?? (value === null || value.type === 'null' ? inspectorWords.empty : text))

  return (
    <div className="collection">
      <span className="reference">
        <button
          type="button"
          className="field field-button"
          title={path ?? name}
          aria-label={`${label}: ${name}`}
          aria-expanded={isInternal ? isOpen : undefined}
          disabled={isReadOnly && !isInternal}
          onClick={() => (isInternal ? setOpen(!isOpen) : setPicking(true))}
        >
          {isInternal && <ChevronRight className="chevron" data-open={isOpen || undefined} aria-hidden />}
          <span className={`ellipsis grow ${resource === undefined ? 'second' : ''}`}>{name}</span>
          {!isInternal && <ChevronDown className="icon icon-small second" aria-hidden />}
        </button>
        {path?.startsWith('res://') && (
          <IconButton
            icon={<ExternalLink className="icon icon-small" aria-hidden />}
            label={inspectorWords.openResource}
            onPress={() => openTab(shell, /\.(tscn|tres)$/.test(path) ? 'scene' : 'text', path)}
          />
        )}
        {isInternal && !isReadOnly && (
          <IconButton
            icon={<ChevronDown className="icon icon-small" aria-hidden />}
            label={inspectorWords.choose}
            onPress={() => setPicking(true)}
          />
        )}
        {!isReadOnly && value !== null && value.type !== 'null' && (
          <IconButton
            icon={<X className="icon icon-small" aria-hidden />}
            label={inspectorWords.clear}
            onPress={() => onCommit('null')}
          />
        )}
      </span>
      {isInternal && isOpen && <Resource id={resource.id} isReadOnly={isReadOnly || source !== ''} />}
      {isPicking && <PickResource {...props} onClose={() => setPicking(false)} />}
    </div>
  )
}

interface Choice extends PickItem {
  readonly kind: 'file' | 'new' | 'internal'
  readonly type: string
}

function PickResource(props: ValueProps & { readonly onClose: () => void }): ReactElement {
  const { shape, label, onCommit, onClose } = props
  const { app, notices } = useApp()
  const { session } = useEditPlace()
  const files = useHost(view => view.files)
  const [text, setText] = useState('')
  const hint = shape.hintString === '' ? shape.className : shape.hintString
  const items = useMemo(() => {
    const fitting = fittingFiles(session.classes, files ?? [], hint).map(
      ({ file, type }): Choice => ({
        key: file.path,
        kind: 'file',
        type,
        label: file.path.slice(file.path.lastIndexOf('/') + 1),
        detail: file.path.slice(6),
        icon: <FileIcon kind={file.kind} />,
        group: inspectorWords.file,
      }),
    )
    const made = creatableTypes(session.classes, hint).map(
      (type): Choice => ({
        key: `new:${type}`,
        kind: 'new',
        type,
        label: inspectorWords.newOf(type),
        group: words.pick.newResource,
      }),
    )
    return [...fuzzyFilter(text, fitting, item => item.detail ?? ''), ...fuzzyFilter(text, made, item => item.type)]
  }, [session, files, hint, text])

  async function pick(item: Choice): Promise<void> {
    const { editor } = session
    if (item.kind === 'new') {
      editor.gesture(item.label, () => onCommit(addInternalResource(editor, { type: item.type }).reference))
      return
    }
    const uid = await uidOf(app.api, session, item.key)
    editor.gesture(`Set ${shape.name}`, () =>
      onCommit(addExternalResource(editor, { type: item.type, path: item.key, uid }).reference),
    )
  }

  return (
    <Dialog title={label} onClose={onClose}>
      <PickList
        label={inspectorWords.choose}
        placeholder={words.pick.search}
        items={items}
        text={text}
        onText={setText}
        none={words.pick.none}
        onPick={item => {
          onClose()
          pick(item).catch((error: unknown) => notices.error(error))
        }}
      />
    </Dialog>
  )
}
