/** What commands act on: the present state of the window. */
import type { StoreApi } from 'zustand'
import type { AppSession } from '../session/app-session.ts'
import type { SceneSession } from '../session/scene-session.ts'
import type { Command } from './command.ts'
import type { Notices } from './notices.ts'
import type { Shell } from './shell-store.ts'

export interface CommandContext {
  readonly app: AppSession
  readonly shell: StoreApi<Shell>
  /** The scene in front. */
  readonly scene: SceneSession | null
  readonly notices: Notices
  readonly commands: readonly Command[]
}
