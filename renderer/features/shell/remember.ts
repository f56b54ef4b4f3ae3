/** Tabs, panel sizes and selections, kept per workspace in this browser. */
import type { StoreApi } from 'zustand'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { Front } from '../../commands/app-context.tsx'
import { initialShell, openTab, type Shell, type Tab, tabKinds } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'
import { readProjectSettings } from './project-settings.ts'

const kept = [
  'tabs',
  'active',
  'left',
  'right',
  'bottom',
  'project',
  'isProjectOpen',
  'isSceneOpen',
  'leftView',
  'dismissedMerge',
  'isLeftOpen',
  'isRightOpen',
  'isBottomOpen',
  'rightTab',
  'bottomTab',
  'query',
] as const satisfies readonly (keyof Shell)[]

const selectionKept = 100
/** The sample's level shows more than its title. */
const SAMPLE_SCENE = 'res://levels/harbor.tscn'
const SETTINGS_FILE = 'res://project.godot'

/** Returns what stops remembering. */
export function rememberShell(app: AppSession, shell: StoreApi<Shell>, front: StoreApi<Front>): () => void {
  let workspace: string | null = null

  function change(): void {
    const id = app.host.getState().app?.workspace?.id ?? null
    if (id === workspace) return
    workspace = null
    const isShareOpen = false
    const isNew = id !== null && readJson(keyOf(id)) === null
    shell.setState({ ...initialShell, ...(id === null ? {} : read(id)), isShareOpen })
    workspace = id
    stopFirst()
    if (isNew) openFirst(id)
  }

  let stopFirst = () => {}
  /** A project that is opened for the first time shows where its game begins; one that is joined, once that is here. */
  function openFirst(id: string): void {
    let isReading = false
    const look = async () => {
      if (isReading || app.host.getState().files?.some(file => file.path === SETTINGS_FILE) !== true) return
      isReading = true
      const { mainScene } = await readProjectSettings(app)
      isReading = false
      const { workspace: open } = app.host.getState().app ?? {}
      const first = open?.isSample ? SAMPLE_SCENE : mainScene
      if (first === null || workspace !== id || shell.getState().tabs.length > 0) return stopFirst()
      if (app.host.getState().files?.some(file => file.path === first) !== true) return
      stopFirst()
      openTab(shell, 'scene', first)
    }
    stopFirst = app.host.subscribe(() => void look())
    void look()
  }

  let stopSelection = () => {}
  const stops = [
    app.host.subscribe(change),
    shell.subscribe(state => {
      if (workspace === null) return
      localStorage.setItem(keyOf(workspace), JSON.stringify(Object.fromEntries(kept.map(key => [key, state[key]]))))
    }),
    front.subscribe(state => {
      stopSelection()
      stopSelection = () => {}
      if (state.status !== 'open' || workspace === null) return
      const { session } = state
      const key = `${keyOf(workspace)}.selection.${session.path}`
      const { nodes } = session.selection.getState()
      if (nodes.length === 0) {
        const stored = readJson(key)
        const ids = Array.isArray(stored) ? stored.filter(id => session.document.scene.nodes.has(id as NodeId)) : []
        if (ids.length > 0) session.selection.setState({ nodes: ids as NodeId[] })
      }
      stopSelection = session.selection.subscribe(now => {
        if (now.nodes.length <= selectionKept) localStorage.setItem(key, JSON.stringify(now.nodes))
      })
    }),
  ]
  change()
  return () => {
    stopSelection()
    stopFirst()
    for (const stop of stops) stop()
  }
}

function keyOf(workspace: string): string {
  return `weft.shell.${workspace}`
}

/** Only what is of the type it should be. */
function read(workspace: string): Partial<Shell> {
  const stored = readJson(keyOf(workspace))
  if (typeof stored !== 'object' || stored === null) return {}
  const entries = Object.entries(stored).filter(([key, value]) => {
    if (!kept.includes(key as (typeof kept)[number])) return false
    if (key === 'tabs') return Array.isArray(value) && value.every(isTab)
    if (key === 'active' || key === 'dismissedMerge') return value === null || typeof value === 'string'
    return typeof value === typeof initialShell[key as keyof Shell]
  })
  return Object.fromEntries(entries)
}

function isTab(value: unknown): value is Tab {
  if (typeof value !== 'object' || value === null) return false
  const { id, kind, path } = value as Partial<Record<keyof Tab, unknown>>
  return typeof id === 'string' && typeof path === 'string' && tabKinds.some(each => each === kind)
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    // Not ours, or torn: begin anew.
    return null
  }
}
