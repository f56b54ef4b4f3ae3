/** Operations that need a name or a choice first: a branch, a tag, a stash, a way to reset. */
import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { refNameFault } from '../../../shared/repo/ref-name.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { GitDoing } from '../../commands/git-view.ts'
import { closeDialog, openDialog } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { words as shared } from '../../text/en.ts'
import { repoWords as words } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { doIt } from './do-it.ts'
import { shortOf } from './doing-words.ts'
import { useRefs } from './use-repo.ts'

const names = words.names

export function BranchDialog({ at }: { readonly at: string | null }): ReactElement {
  const [name, setName] = useState('')
  const [isSwitching, setSwitching] = useState(true)
  const fault = useNameFault(name, 'branches')
  return (
    <FormDialog
      title={names.branch}
      verb={names.create}
      doing={isFit(name, fault) ? { kind: 'createBranch', name: name.trim(), at, isSwitching } : null}
    >
      <Place at={at} />
      <NameField label={names.branchName} value={name} onChange={setName} fault={fault} />
      <CheckField label={names.switchToo} isOn={isSwitching} onChange={setSwitching}>
        {names.switchToo}
      </CheckField>
    </FormDialog>
  )
}

export function TagDialog({ at }: { readonly at: string | null }): ReactElement {
  const [name, setName] = useState('')
  const [message, setMessage] = useState('')
  const fault = useNameFault(name, 'tags')
  return (
    <FormDialog
      title={names.tag}
      verb={names.create}
      doing={isFit(name, fault) ? { kind: 'createTag', name: name.trim(), at, message } : null}
    >
      <Place at={at} />
      <NameField label={names.tagName} value={name} onChange={setName} fault={fault} />
      <NameField label={names.tagMessage} value={message} onChange={setMessage} isFirst={false} />
    </FormDialog>
  )
}

export function RenameBranchDialog({ name: from }: { readonly name: string }): ReactElement {
  const [name, setName] = useState(from)
  const to = name.trim()
  const fault = useNameFault(to === from ? '' : to, 'branches')
  return (
    <FormDialog
      title={names.rename(from)}
      verb={names.doRename}
      doing={to !== from && isFit(to, fault) ? { kind: 'renameBranch', from, to } : null}
    >
      <NameField label={names.branchName} value={name} onChange={setName} fault={fault} />
    </FormDialog>
  )
}

/** `paths`: what is selected, which may be all that goes. */
export function StashDialog({ paths }: { readonly paths: readonly string[] }): ReactElement {
  const [message, setMessage] = useState('')
  const [untracked, setUntracked] = useState(true)
  const [isOnly, setOnly] = useState(paths.length > 0)
  return (
    <FormDialog
      title={names.stash}
      verb={names.doStash}
      doing={{ kind: 'stashPush', message, untracked, paths: isOnly ? paths : null }}
    >
      <NameField label={words.stashes.message} value={message} onChange={setMessage} />
      <CheckField label={words.stashes.untracked} isOn={untracked} onChange={setUntracked}>
        {words.stashes.untracked}
      </CheckField>
      {paths.length > 0 && (
        <CheckField label={words.stashes.only(paths.length)} isOn={isOnly} onChange={setOnly}>
          {words.stashes.only(paths.length)}
        </CheckField>
      )}
    </FormDialog>
  )
}

/** Which of the three; then the preview. */
export function ResetDialog({ revision }: { readonly revision: string }): ReactElement {
  const { shell } = useApp()
  const [mode, setMode] = useState<'soft' | 'mixed' | 'hard'>('mixed')
  const close = () => closeDialog(shell)
  const options = (['soft', 'mixed', 'hard'] as const).map(value => ({ value, label: names.modes[value] }))
  return (
    <Dialog
      title={names.reset(shortOf(revision))}
      onClose={close}
      foot={
        <>
          <Button kind="plain" onPress={close}>
            {shared.cancel}
          </Button>
          <Button
            kind="primary"
            autoFocus
            onPress={() => openDialog(shell, { kind: 'git-preview', doing: { kind: 'reset', revision, mode } })}
          >
            {words.preview.verb.reset}…
          </Button>
        </>
      }
    >
      <div className="git-modes">
        <Segmented label={names.mode} value={mode} options={options} onChange={setMode} />
        <p className="second">{names.modeText[mode]}</p>
      </div>
    </Dialog>
  )
}

/** Why there can be no branch or tag of this name; null where there can, and for none yet. */
function useNameFault(typed: string, among: 'branches' | 'tags'): string | null {
  const { refs } = useRefs()
  const name = typed.trim()
  if (name === '') return null
  const fault = refNameFault(name)
  if (fault !== null) return names.bad[fault]
  return refs?.[among].some(ref => ref.name === name) === true ? names.taken(name) : null
}

function isFit(name: string, fault: string | null): boolean {
  return name.trim() !== '' && fault === null
}

/** A form that does one thing, and says in place why it was not done. */
function FormDialog(props: {
  readonly title: string
  readonly verb: string
  /** null while something is missing. */
  readonly doing: GitDoing | null
  readonly children: ReactNode
}): ReactElement {
  const { title, verb, doing, children } = props
  const parts = useApp()
  const call = useCall<unknown>()
  const form = useId()
  const isRunning = call.state.status === 'running'
  const close = () => closeDialog(parts.shell)

  async function submit(): Promise<void> {
    if (doing === null || isRunning) return
    if ((await call.run(() => doIt(parts, doing))) !== null) close()
  }

  return (
    <Dialog
      title={title}
      onClose={close}
      foot={
        <>
          <Button kind="plain" onPress={close}>
            {shared.cancel}
          </Button>
          <Button kind="primary" isDisabled={doing === null || isRunning} onPress={() => void submit()}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="git-name-form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {children}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
      <CallProgress call={call} label={words.preview.doing} canStop={false} />
    </Dialog>
  )
}

function Place({ at }: { readonly at: string | null }): ReactElement {
  return <p className="second">{at === null ? names.atHead : names.at(shortOf(at))}</p>
}

function NameField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isFirst?: boolean
  /** Why what is typed will not do. */
  readonly fault?: string | null
}): ReactElement {
  const { label, value, onChange, isFirst = true, fault = null } = props
  const why = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isFirst) return
    input.current?.focus()
    input.current?.select()
  }, [isFirst])
  return (
    <div className="git-name">
      <input
        ref={input}
        className="field field-large"
        data-ui
        aria-label={label}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : why}
        placeholder={label}
        value={value}
        maxLength={250}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
      />
      {fault !== null && (
        <p id={why} className="git-name-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
