/** Messages that come at the edge, take no focus, and go by themselves. F6 goes to them. */
import { CircleX, Info, X } from 'lucide-react'
import type { ReactElement } from 'react'
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { isAppError } from '../../../shared/contract/errors.ts'
import type { Notice, Notices } from '../../commands/notices.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import './notices.css'

export interface NoticesStore extends Notices {
  readonly queue: ToastQueue<Notice>
}

const infoMs = 6000
/** One that offers something, an undo say, is there long enough to be read and reached. */
const offerMs = 20_000
const errorMs = 20_000

export function createNotices(): NoticesStore {
  const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 })
  return {
    queue,
    info(text, action) {
      queue.add(
        { kind: 'info', text, ...(action === undefined ? {} : { action }) },
        {
          timeout: action === undefined ? infoMs : offerMs,
        },
      )
    },
    error(error) {
      const notice = describe(error)
      if (notice !== null) queue.add(notice, { timeout: errorMs })
    },
  }
}

/** null for what is no failure: somebody went away. */
function describe(error: unknown): Notice | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null
  if (error instanceof DOMException && error.name === 'NotAllowedError')
    return { kind: 'error', text: words.notices.clipboard }
  if (isAppError(error)) {
    const hint = error.data.hint
    return {
      kind: 'error',
      text: typeof hint === 'string' ? `${error.message} ${hint}` : error.message,
      details: `${error.code}: ${error.message}`,
    }
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { kind: 'error', text: words.notices.unexpected, details }
}

export function Toasts({ notices }: { readonly notices: NoticesStore }): ReactElement {
  return (
    <ToastRegion queue={notices.queue} className="toasts" aria-label={words.notices.region}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          {toast.content.kind === 'error' ? (
            <CircleX className="icon" aria-hidden style={{ color: 'var(--error)' }} />
          ) : (
            <Info className="icon second" aria-hidden />
          )}
          <ToastContent className="grow">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action !== undefined && (
            <Button
              kind="text"
              onPress={() => {
                toast.content.action?.run()
                notices.queue.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          {toast.content.details !== undefined && (
            <Button
              kind="text"
              onPress={() => void navigator.clipboard.writeText(toast.content.details ?? '').catch(() => {})}
            >
              {words.notices.details}
            </Button>
          )}
          <AriaButton slot="close" className="icon-button" aria-label={words.notices.dismiss}>
            <X className="icon icon-small" aria-hidden />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}
