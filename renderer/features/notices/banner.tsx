/** Offline is a normal state: grey, said once, and it can be sent away. */
import { CloudOff, Info, Unplug, X } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'

export function OfflineBanner(): ReactElement | null {
  const { app, shell } = useApp()
  const link = useStore(app.link)
  const workspace = useHost(view => view.app?.workspace ?? null)
  const [sentAway, setSentAway] = useState<string | null>(null)
  if (link.status === 'reconnecting' && link.attempt > 0) {
    return <Banner icon={<Unplug className="icon" aria-hidden />} text={words.notices.hostAway} />
  }
  if (workspace === null) return null
  if (workspace.notice !== null && sentAway !== workspace.notice) {
    const { notice } = workspace
    return <Banner icon={<Info className="icon" aria-hidden />} text={notice} onDismiss={() => setSentAway(notice)} />
  }
  if (workspace.connection !== 'offline') return null
  const key = `offline:${workspace.offlineSince ?? ''}`
  if (sentAway === key) return null
  const { offlineSince, waiting } = workspace
  return (
    <Banner
      icon={<CloudOff className="icon" aria-hidden />}
      text={offlineSince === null ? words.notices.offlineNow : words.notices.offline(words.time(offlineSince))}
      onDismiss={() => setSentAway(key)}
      action={
        waiting > 0 && (
          <Button kind="text" onPress={() => shell.setState({ isBottomOpen: true, bottomTab: 'waiting' })}>
            {words.notices.showWaiting(waiting)}
          </Button>
        )
      }
    />
  )
}

function Banner(props: {
  readonly icon: ReactNode
  readonly text: string
  readonly action?: ReactNode
  readonly onDismiss?: () => void
}): ReactElement {
  return (
    <div className="banner" role="status">
      {props.icon}
      <span className="grow">{props.text}</span>
      {props.action}
      {props.onDismiss !== undefined && (
        <IconButton
          icon={<X className="icon icon-small" aria-hidden />}
          label={words.notices.dismiss}
          onPress={props.onDismiss}
        />
      )}
    </div>
  )
}
