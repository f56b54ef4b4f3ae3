/** What every feature may use, given once by the composition root. */
import { createContext, useContext } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { AppSession, HostView } from '../session/app-session.ts'
import type { Unreadable } from '../session/documents.ts'
import type { SceneSession } from '../session/scene-session.ts'
import type { Command, CommandContext } from './command.ts'
import type { Notices } from './notices.ts'
import type { Shell } from './shell-store.ts'

/** What the tab in front shows. */
export type Front =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly path: string }
  | { readonly status: 'open'; readonly session: SceneSession }
  | { readonly status: 'unreadable'; readonly file: Unreadable }
  | { readonly status: 'failed'; readonly path: string; readonly message: string }

export interface AppParts {
  readonly app: AppSession
  readonly shell: StoreApi<Shell>
  readonly front: StoreApi<Front>
  readonly notices: Notices
  readonly commands: readonly Command[]
  /** For commands: everything as it is now. */
  readonly context: () => CommandContext
}

const AppContext = createContext<AppParts | null>(null)

export const AppProvider = AppContext.Provider

export function useApp(): AppParts {
  const parts = useContext(AppContext)
  if (parts === null) throw new Error('outside of AppProvider')
  return parts
}

export function useHost<T>(select: (view: HostView) => T): T {
  return useStore(useApp().app.host, select)
}

export function useShell<T>(select: (shell: Shell) => T): T {
  return useStore(useApp().shell, select)
}

/** The scene in front; null while there is none. */
export function useFrontScene(): SceneSession | null {
  return useStore(useApp().front, front => (front.status === 'open' ? front.session : null))
}

/** The command of that id, for buttons that show its key. */
export function useCommand(id: string): Command {
  const found = useApp().commands.find(one => one.id === id)
  if (found === undefined) throw new Error(`no command ${id}`)
  return found
}
