/** The first screen: who you are, and three ways to begin. */
import { Folder, Info, Link2, Play } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { AppState } from '../../../shared/contract/data.ts'
import { parseLink } from '../../../shared/sync/link.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Mark } from '../../ui/mark.tsx'
import { IdentityForm } from '../identity/index.ts'
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
  const start = (run: () => Promise<unknown>) => {
    setBusy(true)
    withIdentity(state, app.api.app.setIdentity)
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
            <IdentityForm identity={state.identity} autoFocus={state.identity === null} />
            <p className="meta welcome-indent">{words.welcome.seen}</p>
          </section>
          <section className="welcome-section">
            <h2 className="panel-title">{words.welcome.start}</h2>
            <button
              type="button"
              className="welcome-choice"
              data-primary
              disabled={isBusy}
              onClick={() => start(() => app.api.app.openSample())}
            >
              <span className="welcome-choice-icon" data-primary>
                <Play className="icon" aria-hidden />
              </span>
              <span className="grow">
                <span className="panel-title">{words.welcome.sample}</span>
                <span className="second welcome-line">{words.welcome.sampleText}</span>
              </span>
              <Kbd keys="Enter" />
            </button>
            <button
              type="button"
              className="welcome-choice"
              disabled={isBusy}
              onClick={() => openDialog(shell, { kind: 'open-folder' })}
            >
              <span className="welcome-choice-icon">
                <Folder className="icon" aria-hidden />
              </span>
              <span className="grow">
                <span className="panel-title">{words.welcome.open}</span>
                <span className="second welcome-line">{words.welcome.openText}</span>
              </span>
              <Kbd keys="Mod+O" />
            </button>
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

/** Nobody has to say who they are to look around: they go by "Somebody" until they do. */
async function withIdentity(
  state: AppState,
  save: (identity: { name: string; color: number }) => Promise<unknown>,
): Promise<void> {
  if (state.identity !== null) return
  const typed = document.querySelector<HTMLInputElement>('[data-identity-name]')?.value.trim() ?? ''
  const chosen = document.querySelector<HTMLInputElement>('.identity-colours input:checked')?.value ?? '5'
  await save({ name: typed === '' ? words.somebody : typed, color: Number(chosen) })
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
