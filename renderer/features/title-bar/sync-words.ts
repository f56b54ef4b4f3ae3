/** The state of the workspace in words, from what the host says and what this window still holds. Pure. */
import type { WorkspaceState } from '../../../shared/contract/data.ts'
import { words } from '../../text/en.ts'

export type SyncKind = 'saved' | 'busy' | 'offline' | 'refused'

export interface SyncWords {
  readonly kind: SyncKind
  readonly text: string
}

/** `pending`: edits of this window that the host has not stored. */
export function syncWords(workspace: WorkspaceState, pending: number, isLinkOpen: boolean): SyncWords {
  const { connection, waiting, unsaved } = workspace
  if (!isLinkOpen) return { kind: 'busy', text: words.link.reconnecting }
  switch (connection) {
    case 'alone':
      return unsaved + pending > 0
        ? { kind: 'busy', text: words.title.saving }
        : { kind: 'saved', text: words.title.saved }
    case 'offline':
      return { kind: 'offline', text: words.title.offline(waiting) }
    case 'connecting':
      return { kind: 'busy', text: words.title.connecting }
    case 'syncing':
      return { kind: 'busy', text: words.title.syncing(waiting) }
    case 'refused':
      return { kind: 'refused', text: words.title.refused }
    case 'online':
      if (waiting > 0) return { kind: 'busy', text: words.title.syncing(waiting) }
      return unsaved + pending > 0
        ? { kind: 'busy', text: words.title.saving }
        : { kind: 'saved', text: words.title.saved }
  }
}
