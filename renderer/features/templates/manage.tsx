/** What else can be done with a template: edit, rename, copy, delete, a scene of its own. */
import { Ellipsis } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { TemplateEntry } from '../../../shared/contract/templates.ts'
import { whyBadTemplateName } from '../../../shared/scene/template/template.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { words as common } from '../../text/en.ts'
import { templateWords as words } from '../../text/templates.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, MenuButton } from '../../ui/overlay.tsx'
import { EditPane } from './edit-pane.tsx'
import type { LoadedTemplate } from './use-templates.ts'

export type Managing = 'edit' | 'rename' | 'scene'

/** As it was when somebody began: what comes in meanwhile does not take away what they type. */
export interface Managed {
  readonly entry: TemplateEntry
  readonly loaded: LoadedTemplate
}

export function ManageMenu(props: {
  readonly entry: TemplateEntry
  readonly loaded: LoadedTemplate | null
  readonly onManage: (what: Managing, managed: Managed) => void
}): ReactElement {
  const { entry, loaded, onManage } = props
  const { app, notices } = useApp()
  const other = entry.library === 'project' ? 'personal' : 'project'
  const copy = async () => {
    if (loaded === null) return
    await app.api.templates.save({ library: other, name: entry.name, template: loaded.template, mode: 'new' })
    notices.info(words.made(entry.name))
  }
  const remove = async () => {
    const { library, name } = entry
    const removed = await app.api.templates.remove({ library, name })
    const undo = () => {
      app.api.templates.save({ ...removed, mode: 'new' }).catch((error: unknown) => notices.error(error))
    }
    notices.info(words.removed(name), { label: words.undo, run: undo })
  }
  const tell = (run: () => Promise<void>) => () => {
    run().catch((error: unknown) => notices.error(error))
  }
  const isReadable = loaded !== null
  const manage = (what: Managing) => () => {
    if (loaded !== null) onManage(what, { entry, loaded })
  }
  const item = (id: string, label: string, run: () => void) => ({
    kind: 'item' as const,
    id,
    label,
    isDisabled: !isReadable,
    run,
  })
  return (
    <MenuButton
      label={words.manage}
      className="button"
      button={<Ellipsis className="icon" aria-hidden />}
      entries={[
        item('edit', words.edit, manage('edit')),
        item('rename', words.rename, manage('rename')),
        item('copy', words.copyTo[other], tell(copy)),
        item('scene', words.newScene, manage('scene')),
        { kind: 'separator', id: 'line' },
        item('remove', words.remove, tell(remove)),
      ]}
    />
  )
}

interface PaneProps extends Managed {
  readonly session: SceneSession
  readonly onDone: () => void
  readonly onClose: () => void
}

export function ManagePane({ managing, ...rest }: PaneProps & { readonly managing: Managing }): ReactElement {
  switch (managing) {
    case 'edit':
      return <EditPane {...rest} />
    case 'rename':
      return <RenamePane {...rest} />
    case 'scene':
      return <ScenePane {...rest} />
  }
}

function RenamePane({ entry, onDone, onClose }: PaneProps): ReactElement {
  const { app } = useApp()
  const { library, name } = entry
  return (
    <OneField
      title={words.renameTitle(name)}
      label={words.name}
      start={name}
      action={words.save}
      whyNot={text => (text === name ? '' : whyBadTemplateName(text))}
      run={async to => {
        await app.api.templates.rename({ library, name, to })
        onDone()
      }}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

function ScenePane({ entry, onDone, onClose }: PaneProps): ReactElement {
  const { app, shell } = useApp()
  const { library, name } = entry
  return (
    <OneField
      title={words.newSceneTitle(name)}
      label={words.sceneFile}
      start={`res://${name.replace(/\W+/g, '_')}.tscn`}
      action={words.sceneAction}
      whyNot={text => (/^res:\/\/[^\\:*?"<>|]+\.tscn$/.test(text) ? null : common.project.badName)}
      run={async path => {
        await app.api.templates.createScene({ library, name, path, values: {} })
        onClose()
        openTab(shell, 'scene', path)
      }}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

/** One question and one button. `whyNot`: null when it can be done, empty while there is nothing to do. */
function OneField(props: {
  readonly title: string
  readonly label: string
  readonly start: string
  readonly action: string
  readonly whyNot: (text: string) => string | null
  readonly run: (text: string) => Promise<void>
  readonly onDone: () => void
  readonly onClose: () => void
}): ReactElement {
  const { title, label, start, action, whyNot, run, onDone, onClose } = props
  const [text, setText] = useState(start)
  const [fault, setFault] = useState<string | null>(null)
  const reason = whyNot(text)
  const submit = () => {
    if (reason !== null) return
    run(text).catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)))
  }
  const problem = fault ?? reason
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onDone}>{words.back}</Button>
          <Button kind="primary" onPress={submit} isDisabled={reason !== null}>
            {action}
          </Button>
        </>
      }
    >
      <label className="labelled">
        <span className="label">{label}</span>
        <input
          className="field field-large"
          autoFocus
          value={text}
          aria-invalid={problem !== null && problem !== ''}
          spellCheck={false}
          autoComplete="off"
          onChange={event => {
            setText(event.target.value)
            setFault(null)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter') submit()
          }}
        />
        {problem !== null && problem !== '' && (
          <span className="template-fault" role="alert">
            {problem}
          </span>
        )}
      </label>
    </Dialog>
  )
}
