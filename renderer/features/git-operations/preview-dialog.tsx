/** What an operation would do, before it is done: the files that change, what meets, and the button that does it. */
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import type { RepoFileChange, RepoMet, RepoOutcome } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { GitDoing } from '../../commands/git-view.ts'
import { closeDialog } from '../../commands/shell-store.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words as shared } from '../../text/en.ts'
import { repoWords as words } from '../../text/repo.ts'
import { settleWords } from '../../text/repo-settle.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { tellOutcome } from './do-it.ts'
import { titleOfDoing, verbOfDoing } from './doing-words.ts'
import { FileChangeView } from './file-list.tsx'
import { perform } from './perform.ts'
import { RealityAlong } from './reality-along.tsx'
import './git-operations.css'

/** As many as a person reads before agreeing; the title counts all. */
const MOST = 200

export function PreviewDialog(props: {
  readonly doing: GitDoing
  /** What else is asked before. */
  readonly children?: ReactNode
}): ReactElement {
  const { doing, children } = props
  const parts = useApp()
  const { app, shell } = parts
  const [isForced, setForced] = useState(false)
  const [keepsReality, setKeepsReality] = useState(false)
  const preview = useCall<RepoOutcome>()
  const doingIt = useCall<RepoOutcome>()
  const wanted = JSON.stringify(doing.kind === 'deleteBranch' ? { ...doing, force: isForced, keepsReality } : doing)
  const { run } = preview
  useEffect(() => {
    void run(signal => perform(app.api, JSON.parse(wanted) as GitDoing, { isDryRun: true, signal }))
  }, [app, run, wanted])
  const outcome = shownValue(preview.state)
  const isRunning = doingIt.state.status === 'running'
  const close = () => closeDialog(shell)
  const body = useRef<HTMLDivElement>(null)
  const isReady = preview.state.status === 'done' && !isRunning
  // Enter does it as soon as it may be done; whoever is elsewhere in the dialog by then stays there.
  useEffect(() => {
    const dialog = body.current?.closest<HTMLElement>('[role="dialog"]')
    const { activeElement: at } = document
    if (isReady && dialog && (at === dialog || !dialog.contains(at))) {
      dialog.querySelector<HTMLElement>('.button-primary')?.focus()
    }
  }, [isReady])

  async function go(): Promise<void> {
    const done = await doingIt.run(signal => perform(app.api, JSON.parse(wanted) as GitDoing, { signal }))
    if (done === null) return
    close()
    tellOutcome(parts, done, doing)
  }

  return (
    <Dialog
      title={titleOfDoing(doing)}
      onClose={close}
      foot={
        <>
          <Button kind="plain" onPress={close}>
            {shared.cancel}
          </Button>
          <Button kind="primary" isDisabled={!isReady} onPress={() => void go()}>
            {verbOfDoing(doing)}
          </Button>
        </>
      }
    >
      {children}
      <div ref={body}>
        <CallProgress call={preview} label={words.preview.working} />
      </div>
      {outcome !== null && preview.state.status !== 'failed' && (
        <OutcomeView outcome={outcome} meets={doing.kind === 'settle' ? settleWords.meets : words.preview.meets} />
      )}
      {outcome !== null && <RealityAlong outcome={outcome} keeps={keepsReality} onChange={setKeepsReality} />}
      {doing.kind === 'deleteBranch' && (preview.state.status === 'failed' || isForced) && (
        <CheckField label={words.preview.force} isOn={isForced} onChange={setForced}>
          {words.preview.force}
        </CheckField>
      )}
      <CallProgress call={doingIt} label={words.preview.doing} />
    </Dialog>
  )
}

function OutcomeView(props: {
  readonly outcome: RepoOutcome
  readonly meets: (count: number) => string
}): ReactElement {
  const { outcome, meets } = props
  const { files, conflicts } = outcome
  return (
    <>
      <p className="second">{files.length === 0 ? words.preview.noFiles : words.preview.files(files.length)}</p>
      {files.length > 0 && <Files files={files} />}
      {conflicts.length > 0 && <MetList met={conflicts} title={meets(conflicts.length)} />}
      <p className="meta">{words.preview.undoable}</p>
    </>
  )
}

function Files({ files }: { readonly files: readonly RepoFileChange[] }): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <ul className="git-preview-files" aria-label={words.preview.filesLabel} tabIndex={0}>
      {files.slice(0, MOST).map(file => (
        <li key={file.path} className="git-preview-file">
          <FileChangeView file={file} />
        </li>
      ))}
      {files.length > MOST && <li className="meta">{words.preview.more(files.length - MOST)}</li>}
    </ul>
  )
}

/** What both sides changed, file by file. */
export function MetList({ met, title }: { readonly met: readonly RepoMet[]; readonly title: string }): ReactElement {
  return (
    <>
      <p className="second">{title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard. */}
      <ul className="git-preview-files" aria-label={words.preview.metLabel} tabIndex={0}>
        {met.slice(0, MOST).map(({ path, where, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places without identity, in a fixed order.
          <li key={i} className="git-met">
            <span className="git-met-disc" aria-hidden />
            <span className="mono ellipsis">{path}</span>
            <span className="second">{where}</span>
            <span className="meta ellipsis grow">{text}</span>
          </li>
        ))}
        {met.length > MOST && <li className="meta">{words.preview.more(met.length - MOST)}</li>}
      </ul>
    </>
  )
}
