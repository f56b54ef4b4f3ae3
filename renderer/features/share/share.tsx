/** Sharing: start, give links, take them back, stop. */
import { Copy, TriangleAlert } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { Rights, ShareLink, SharingState } from '../../../shared/contract/data.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { words } from '../../text/en.ts'
import { shareWords } from '../../text/share.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, Dropdown, Segmented } from '../../ui/choice.tsx'
import { Skeleton } from '../../ui/layout.tsx'
import { PopoverButton } from '../../ui/overlay.tsx'
import './share.css'

export const shareCommands: readonly Command[] = [
  command({
    id: 'sharing.share',
    title: words.commands.share,
    keys: 'Mod+Shift+S',
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => shell.setState({ isShareOpen: true }),
  }),
]

export function SharePopover({ button }: { readonly button: ReactNode }): ReactElement {
  const { shell } = useApp()
  const isOpen = useShell(state => state.isShareOpen)
  return (
    <PopoverButton
      label={words.title.share}
      button={button}
      isOpen={isOpen}
      onOpenChange={next => shell.setState({ isShareOpen: next })}
    >
      {() => <SharePanel />}
    </PopoverButton>
  )
}

function SharePanel(): ReactElement {
  const { app, notices } = useApp()
  const connection = useHost(view => view.app?.workspace?.connection)
  const [state, setState] = useState<SharingState | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again whenever the connection changes.
  useEffect(() => {
    let isCurrent = true
    app.api.sharing.state().then(
      found => isCurrent && setState(found),
      (error: unknown) => isCurrent && notices.error(error),
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, connection])
  return (
    <div className="share">
      <h2 className="panel-title">{shareWords.title}</h2>
      {state === null ? (
        <Skeleton label={shareWords.title} widths={[80, 60, 70]} />
      ) : state.isShared ? (
        <Shared state={state} onChange={setState} />
      ) : (
        <NotShared onChange={setState} />
      )}
    </div>
  )
}

function NotShared({ onChange }: { readonly onChange: (state: SharingState) => void }): ReactElement {
  const { app, notices } = useApp()
  const [relay, setRelay] = useState('')
  const [onNetwork, setOnNetwork] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const start = (input: { relay?: string; onNetwork: boolean }) => {
    setBusy(true)
    app.api.sharing
      .start(input)
      .then(onChange, (error: unknown) => notices.error(error))
      .finally(() => setBusy(false))
  }
  return (
    <>
      <p className="second">{shareWords.intro}</p>
      <Button kind="primary" isDisabled={isBusy} onPress={() => start({ onNetwork })}>
        {shareWords.here}
      </Button>
      <p className="meta">{shareWords.hereText}</p>
      <CheckField label={shareWords.onNetwork} isOn={onNetwork} onChange={setOnNetwork}>
        {shareWords.onNetwork}
      </CheckField>
      <div className="share-line" />
      <label className="labelled">
        <span className="label">{shareWords.through}</span>
        <span className="labelled-row">
          <input
            className="field field-large"
            aria-label={shareWords.relay}
            placeholder="wss://…#token"
            value={relay}
            spellCheck={false}
            autoComplete="off"
            onChange={event => setRelay(event.target.value)}
          />
          <Button
            isDisabled={isBusy || relay.trim() === ''}
            onPress={() => start({ relay: relay.trim(), onNetwork: false })}
          >
            {shareWords.use}
          </Button>
        </span>
      </label>
    </>
  )
}

type Expiry = keyof typeof shareWords.expiries

function Shared({
  state,
  onChange,
}: {
  readonly state: SharingState
  readonly onChange: (state: SharingState) => void
}): ReactElement {
  const { app, notices } = useApp()
  const [links, setLinks] = useState<readonly ShareLink[]>([])
  const [rights, setRights] = useState<Rights>('write')
  const [expiry, setExpiry] = useState<Expiry>('168')
  const [made, setMade] = useState<string | null>(null)
  const fail = (error: unknown) => notices.error(error)
  useEffect(() => {
    if (state.canShare) app.api.sharing.listLinks().then(setLinks, (error: unknown) => notices.error(error))
  }, [app, notices, state.canShare])

  async function stop(): Promise<void> {
    onChange(await app.api.sharing.stop())
    notices.info(shareWords.stopped)
  }

  function create(): void {
    const input = expiry === 'never' ? { rights } : { rights, expiresInHours: Number(expiry) }
    app.api.sharing
      .createLink(input)
      .then(async ({ link }) => {
        setMade(link)
        setLinks(await app.api.sharing.listLinks())
      })
      .catch(fail)
  }

  return (
    <>
      <p className="second">{state.isEmbedded ? shareWords.embedded : shareWords.on(state.relay ?? '')}</p>
      {state.warning !== null && (
        <p className="share-warning" role="note">
          <TriangleAlert className="icon icon-small" aria-hidden /> {state.warning}
        </p>
      )}
      {state.canShare && (
        <>
          <div className="share-new">
            <Segmented
              label={shareWords.rights}
              value={rights}
              options={[
                { value: 'write', label: shareWords.write },
                { value: 'read', label: shareWords.read },
              ]}
              onChange={setRights}
            />
            <Dropdown
              label={shareWords.expiry}
              value={expiry}
              options={(Object.keys(shareWords.expiries) as Expiry[]).map(value => ({
                value,
                label: shareWords.expiries[value],
              }))}
              onChange={setExpiry}
            />
            <Button kind="primary" onPress={create}>
              {shareWords.create}
            </Button>
          </div>
          {made !== null && <MadeLink link={made} />}
          <h3 className="panel-title">{shareWords.links}</h3>
          {links.length === 0 && <p className="meta">{shareWords.noLinks}</p>}
          <ul className="share-links">
            {links.map(({ id, rights: what, createdAt, expiresAt }) => (
              <li key={id}>
                <span>{what === 'write' ? shareWords.write : shareWords.read}</span>
                <span className="meta grow">
                  {words.date(createdAt)},{' '}
                  {expiresAt === null ? shareWords.forever : shareWords.until(words.date(expiresAt))}
                </span>
                <Button
                  kind="text"
                  onPress={() => {
                    app.api.sharing.revokeLink({ id }).then(rest => {
                      setLinks(rest)
                      notices.info(shareWords.revoked)
                    }, fail)
                  }}
                >
                  {shareWords.revoke}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="share-line" />
      <Button
        onPress={() => {
          stop().catch(fail)
        }}
      >
        {shareWords.stop}
      </Button>
    </>
  )
}

function MadeLink({ link }: { readonly link: string }): ReactElement {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="labelled">
      <span className="labelled-row">
        <input
          className="field field-large"
          readOnly
          aria-label={shareWords.linkMade}
          value={link}
          onFocus={event => event.target.select()}
        />
        <Button
          onPress={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          <Copy className="icon icon-small" aria-hidden /> {isCopied ? words.copied : words.copy}
        </Button>
      </span>
      <span className="meta" role="status">
        {shareWords.once}
      </span>
    </div>
  )
}
