/** The first screen: who you are, and three ways to begin. */
import { Folder, Info, Link2, Play } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { AppState } from '../../../shared/contract/data.ts'
import { parseLink } from '../../../shared/sync/link.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Mark } from '../../ui/mark.tsx'
import { IdentityForm, nobodyYet } from '../identity/index.ts'
import { LookChoice, RowsChoice } from '../settings/index.ts'
import { FolderField } from './folder-field.tsx'
import { LighthousePicture } from './picture.tsx'
import './welcome.css'

export function Welcome({
  state,
  onStarted,
}: {
  readonly state: AppState
  readonly onStarted?: () => void
}): ReactElement {
  const { app, shell, notices } = useApp()
  const [isBusy, setBusy] = useState(false)
  const [who, setWho] = useState(state.identity ?? nobodyYet)
  // Nobody has to say who they are to look around: they go by "Somebody" until they do.
  const start = (run: () => Promise<unknown>) => {
    setBusy(true)
    app.api.app
      .setIdentity({ name: who.name.trim() === '' ? words.somebody : who.name.trim(), color: who.color })
      .then(run)
      .then(() => onStarted?.())
      .catch((error: unknown) => notices.error(error))
      .finally(() => setBusy(false))
  }
  return (
    <main className="welcome">
      <div className="welcome-card">
        <LighthousePicture />
        <div className="welcome-body">
          <header>
            <h1 className="welcome-title">
              <Mark /> {words.welcome.title}
            </h1>
            <p className="second">{words.welcome.text}</p>
          </header>
          <section className="welcome-section">
            <h2 className="panel-title">{words.welcome.you}</h2>
            <IdentityForm
              identity={who}
              autoFocus={state.identity === null}
              onChange={setWho}
              onDone={how => {
                if (how === 'enter' && state.workspace !== null) start(async () => {})
                else if (state.identity !== null) start(async () => {})
              }}
            />
            <p className="meta welcome-indent">{words.welcome.seen}</p>
          </section>
          <section className="welcome-section">
            <h2 className="panel-title">{words.welcome.start}</h2>
            {state.workspace !== null && (
              <Choice
                isPrimary
                icon={<Play className="icon" aria-hidden />}
                title={state.workspace.isSample ? words.welcome.sample : words.welcome.goOn(state.workspace.name)}
                text={state.workspace.isSample ? words.welcome.sampleText : state.workspace.folder}
                keys="Enter"
                isBusy={isBusy}
                onPress={() => start(async () => {})}
              />
            )}
            {state.workspace?.isSample !== true && (
              <Choice
                isPrimary={state.workspace === null}
                icon={<Play className="icon" aria-hidden />}
                title={words.welcome.sample}
                text={words.welcome.sampleText}
                {...(state.workspace === null ? { keys: 'Enter' } : {})}
                isBusy={isBusy}
                onPress={() => start(() => app.api.app.openSample())}
              />
            )}
            <Choice
              icon={<Folder className="icon" aria-hidden />}
              title={words.welcome.open}
              text={words.welcome.openText}
              keys="Mod+O"
              isBusy={isBusy}
              onPress={() => openDialog(shell, { kind: 'open-folder' })}
            />
            <JoinForm
              home={state.home}
              isBusy={isBusy}
              onJoin={(link, folder) => start(() => app.api.sharing.join({ link, folder }))}
            />
          </section>
          {state.recent.length > 0 && (
            <section className="welcome-section">
              <h2 className="panel-title">{words.welcome.recent}</h2>
              <ul className="welcome-recent">
                {state.recent.slice(0, 6).map(({ folder, name }) => (
                  <li key={folder}>
                    <button
                      type="button"
                      className="welcome-recent-item"
                      disabled={isBusy}
                      onClick={() => start(() => app.api.app.openFolder({ folder }))}
                    >
                      <Folder className="icon icon-small second" aria-hidden />
                      <span>{name}</span>
                      <span className="meta mono ellipsis">{folder}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <div className="welcome-look">
            <span className="panel-title grow">{words.welcome.look}</span>
            <LookChoice />
          </div>
          <div className="welcome-look">
            <span className="panel-title grow">{words.welcome.rows}</span>
            <RowsChoice />
          </div>
          <p className="welcome-trust second">
            <Info className="icon icon-small" aria-hidden /> {words.welcome.trust}
          </p>
        </div>
      </div>
    </main>
  )
}

function Choice(props: {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly keys?: string
  readonly isPrimary?: boolean
  readonly isBusy: boolean
  readonly onPress: () => void
}): ReactElement {
  const { icon, title, text, keys, isPrimary = false, isBusy, onPress } = props
  return (
    <button
      type="button"
      className="welcome-choice"
      data-primary={isPrimary || undefined}
      disabled={isBusy}
      onClick={onPress}
    >
      <span className="welcome-choice-icon" data-primary={isPrimary || undefined}>
        {icon}
      </span>
      <span className="grow">
        <span className="panel-title">{title}</span>
        <span className="second welcome-line ellipsis">{text}</span>
      </span>
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  )
}

function JoinForm(props: {
  readonly home: string
  readonly isBusy: boolean
  readonly onJoin: (link: string, folder: string) => void
}): ReactElement {
  const [link, setLink] = useState('')
  const [folder, setFolder] = useState('')
  const parsed = link.trim() === '' ? null : parseLink(link)
  return (
    <form
      className="welcome-choice welcome-join"
      onSubmit={event => {
        event.preventDefault()
        if (parsed?.ok && folder.trim() !== '') props.onJoin(link.trim(), folder.trim())
      }}
    >
      <span className="welcome-choice-icon">
        <Link2 className="icon" aria-hidden />
      </span>
      <div className="grow welcome-join-body">
        <span className="panel-title">{words.welcome.join}</span>
        <span className="second welcome-line">{words.welcome.joinText}</span>
        <div className="labelled-row">
          <input
            className="field field-large"
            aria-label={words.welcome.linkLabel}
            placeholder="weft://"
            value={link}
            aria-invalid={parsed?.ok === false}
            spellCheck={false}
            autoComplete="off"
            onChange={event => setLink(event.target.value)}
          />
          {parsed === null && (
            <Button onPress={() => document.querySelector<HTMLInputElement>('.welcome-join input')?.focus()}>
              {words.welcome.joinButton}
            </Button>
          )}
        </div>
        {parsed?.ok === false && (
          <span className="field-error" role="alert">
            {parsed.reason}
          </span>
        )}
        {parsed?.ok && (
          <>
            <FolderField label={words.welcome.joinFolder} value={folder} start={props.home} onChange={setFolder} />
            <div className="labelled-row">
              <Button
                kind="primary"
                isDisabled={props.isBusy || folder.trim() === ''}
                onPress={() => props.onJoin(link.trim(), folder.trim())}
              >
                {words.welcome.joinButton}
              </Button>
            </div>
          </>
        )}
      </div>
    </form>
  )
}
