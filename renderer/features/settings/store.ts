/** Look and row height: of this browser, not of a workspace. Applied to the root element. */
import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'

export interface Settings {
  readonly look: 'system' | 'dark' | 'light'
  readonly rows: 'dense' | 'comfortable'
}

export const SettingsContext = createContext<StoreApi<Settings> | null>(null)

const storageKey = 'weft.settings'
const initial: Settings = { look: 'system', rows: 'dense' }

/** Built once by the composition root, before the first drawing; it lives as long as the page. */
export function createSettings(): StoreApi<Settings> {
  const store = createStore<Settings>(() => read())
  const system = matchMedia('(prefers-color-scheme: light)')
  const apply = () => {
    const { look, rows } = store.getState()
    const root = document.documentElement
    root.dataset.theme = look === 'system' ? (system.matches ? 'light' : 'dark') : look
    root.dataset.rows = rows
  }
  store.subscribe(settings => {
    localStorage.setItem(storageKey, JSON.stringify(settings))
    apply()
  })
  system.addEventListener('change', apply)
  apply()
  return store
}

export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const store = useContext(SettingsContext)
  if (store === null) throw new Error('outside of SettingsContext')
  return [useStore(store), change => store.setState(change)]
}

function read(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return initial
    const { look, rows } = stored as Partial<Record<keyof Settings, unknown>>
    return {
      look: look === 'dark' || look === 'light' ? look : 'system',
      rows: rows === 'comfortable' ? 'comfortable' : 'dense',
    }
  } catch {
    // Somebody else's text under our name: begin anew.
    return initial
  }
}
