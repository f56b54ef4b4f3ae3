/** A new scene file. */
import { type ReactElement, useState } from 'react'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { closeDialog, openDialog, openTab } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dropdown } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { toPascal } from '../scene-tree/index.ts'

export const projectCommands: readonly Command[] = [
  command({
    id: 'project.newScene',
    title: words.commands.newScene,
    keys: 'Alt+N',
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => openDialog(shell, { kind: 'new-scene', folder: '' }),
  }),
]

const rootTypes = ['Node2D', 'Node3D', 'Control', 'Node', 'CharacterBody2D', 'Area2D', 'CharacterBody3D'] as const

export function NewSceneDialog(): ReactElement | null {
  const dialog = useShell(state => state.dialog)
  return dialog?.kind === 'new-scene' ? <NewScene folder={dialog.folder} /> : null
}

function NewScene({ folder }: { readonly folder: string }): ReactElement {
  const { app, shell, notices } = useApp()
  const [name, setName] = useState('')
  const [rootType, setRootType] = useState<(typeof rootTypes)[number]>('Node2D')
  const file = name.trim() === '' || name.endsWith('.tscn') ? name.trim() : `${name.trim()}.tscn`
  const isBad = /[\\:*?"<>|]/.test(file) || file.startsWith('/') || file.includes('..')
  const path = `res://${folder === '' ? '' : `${folder}/`}${file}`
  const create = () => {
    if (file === '' || isBad) return
    closeDialog(shell)
    const rootName = toPascal(file.slice(file.lastIndexOf('/') + 1).replace(/\.tscn$/, ''))
    app.api.scenes.create({ path, rootType, rootName }).then(
      () => openTab(shell, 'scene', path),
      (error: unknown) => notices.error(error),
    )
  }
  return (
    <Dialog
      title={words.project.newScene}
      onClose={() => closeDialog(shell)}
      foot={
        <>
          <span className="mono second grow ellipsis">{file === '' ? '' : path}</span>
          <Button onPress={() => closeDialog(shell)}>{words.cancel}</Button>
          <Button kind="primary" onPress={create} isDisabled={file === '' || isBad}>
            {words.project.create}
          </Button>
        </>
      }
    >
      <label className="labelled">
        <span className="label">{words.project.name}</span>
        <input
          className="field field-large"
          autoFocus
          value={name}
          placeholder="level.tscn"
          aria-invalid={isBad}
          spellCheck={false}
          autoComplete="off"
          onChange={event => setName(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') create()
          }}
        />
        {isBad && <span className="field-error">{words.project.badName}</span>}
      </label>
      <div className="labelled">
        <span className="label">{words.project.root}</span>
        <Dropdown
          label={words.project.root}
          value={rootType}
          options={rootTypes.map(type => ({ value: type, label: type }))}
          onChange={setRootType}
        />
      </div>
    </Dialog>
  )
}
