/**
 * `weft://` links. Any page on the web can open one: nothing happens before the user has seen where it leads and said
 * yes, and a link that comes while another is asked about is dropped, so that nobody is drowned in questions.
 */
import { parseLink } from '../shared/sync/link.ts'
import type { Dialogs } from './dialogs.ts'
import type { Failure, HostRequest } from './host-protocol.ts'
import { words } from './words.ts'

export interface DeepLinks {
  /** Settles once it is joined, refused or dropped. */
  open(link: string): Promise<void>
}

interface Deps {
  readonly dialogs: Dialogs
  readonly request: (request: HostRequest) => Promise<Failure | null>
}

export function createDeepLinks({ dialogs, request }: Deps): DeepLinks {
  let isAsking = false

  async function ask(link: string): Promise<void> {
    const parsed = parseLink(link)
    if (!parsed.ok) return dialogs.fail(words.link.bad, { message: parsed.reason, hint: null })
    const { relay, workspace } = parsed.link
    if (workspace === undefined) return dialogs.fail(words.link.bad, { message: words.link.noProject, hint: null })
    const isWanted = await dialogs.ask({
      message: words.link.title(relay.replace(/^wss?:\/\//, '')),
      detail: words.link.detail,
      agree: words.link.join,
    })
    if (!isWanted) return
    const folder = await dialogs.chooseFolder(words.link.folder)
    if (folder === null) return
    const failure = await request({ kind: 'join', link, folder })
    if (failure !== null) await dialogs.fail(words.host.cannotJoin, failure)
  }

  return {
    async open(link) {
      if (isAsking) return
      isAsking = true
      try {
        await ask(link)
      } finally {
        isAsking = false
      }
    },
  }
}
