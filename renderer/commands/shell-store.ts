/** View state of the window: tabs, panels, what is open on top. Remembered per workspace by features/shell. */

import { createStore, type StoreApi } from 'zustand'
import type { PastMoment } from '../../shared/contract/history.ts'
import type { KeptRuns } from '../../shared/contract/side-by-side.ts'
import type { WorkspaceMoment } from '../../shared/contract/time-travel.ts'
import type { ProblemKind } from '../../shared/scene/validate/problem.ts'
import type { RowSelection } from '../ui/tree-selection.ts'
import { type GitDialogRequest, type GitView, initialGitView } from './git-view.ts'

/** Each is drawn by features/shell, and remembered. */
export const tabKinds = [
  'scene',
  'text',
  'review',
  'differences',
  'compare',
  'find',
  'text-search',
  'dependencies',
  'history',
  'time-travel',
  'merge-preview',
  'git-log',
  'git-file',
  'git-diff',
  'git-compare',
  'side-by-side',
] as const
export type TabKind = (typeof tabKinds)[number]

export interface Tab {
  /** `scene:res://…`, `text:res://…`, `review`. */
  readonly id: string
  readonly kind: TabKind
  /** Empty for tabs without a file; a reality's id for what would be merged; for Git a path or a pair (git-view.ts). */
  readonly path: string
}

export type DialogRequest =
  | { readonly kind: 'palette'; readonly query: string }
  | { readonly kind: 'add-node' }
  | { readonly kind: 'change-type' }
  | { readonly kind: 'instance-scene' }
  | { readonly kind: 'reparent' }
  | { readonly kind: 'new-scene'; readonly folder: string }
  /** `folder` with `/` at its end. */
  | { readonly kind: 'new-entry'; readonly entry: 'file' | 'folder'; readonly folder: string }
  | { readonly kind: 'trash' }
  | { readonly kind: 'connect-signal'; readonly signal: string | null }
  | { readonly kind: 'open-folder' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'add-group' }
  | { readonly kind: 'make-template' }
  | { readonly kind: 'templates' }
  | { readonly kind: 'batch'; readonly query: string }
  | { readonly kind: 'fix-all'; readonly problem: ProblemKind }
  | { readonly kind: 'drop-reality'; readonly reality: string }
  | { readonly kind: 'restore-version'; readonly version: string }
  /** The whole workspace, as it was at that time, unix ms. */
  | { readonly kind: 'restore-time'; readonly time: number }
  | { readonly kind: 'copy-then'; readonly at: WorkspaceMoment; readonly time: number }
  /** `then`: a moment that is over, and its time. */
  | { readonly kind: 'name-version'; readonly then?: NamedMoment }
  | GitDialogRequest

export interface NamedMoment {
  readonly at: PastMoment
  /** Unix ms. */
  readonly time: number
}

/** What the review shows. */
export interface ReviewFilter {
  /** Each `all`, or one of them. */
  readonly kind: string
  readonly person: string
  readonly file: string
  readonly text: string
  readonly isSettledShown: boolean
}

export interface TextSearchWish {
  readonly text: string
  readonly by: string
  /** As typed, with commas or blanks between. */
  readonly globs: string
  readonly isCase: boolean
  readonly isWord: boolean
  readonly isRegex: boolean
  readonly isReplacing: boolean
}

/** Realities side by side. */
export interface SideBySideView {
  /** Null until somebody chooses. */
  readonly chosen: readonly string[] | null
  /** `path` null: the outcome. */
  readonly cell: { readonly reality: string; readonly path: string | null } | null
  readonly command: string
  /** As the host tells them. */
  readonly runs: KeptRuns['runs']
  readonly isRunning: boolean
  readonly isTryOpen: boolean
}

/** What is selected in the files, and what was done there. */
export interface FilesView {
  readonly selection: RowSelection
  /** Path whose name is being edited in place. */
  readonly renaming: string | null
  /** Paths that wait to be moved by a paste. */
  readonly cut: readonly string[]
  /** Ids of what can be undone and done again, newest last. */
  readonly undo: readonly string[]
  readonly redo: readonly string[]
}

export interface Shell {
  readonly tabs: readonly Tab[]
  readonly active: string | null
  readonly dialog: DialogRequest | null
  readonly isShareOpen: boolean
  readonly left: number
  readonly right: number
  readonly bottom: number
  /** Height of the project panel, above the scene tree. */
  readonly project: number
  readonly isProjectOpen: boolean
  readonly isSceneOpen: boolean
  /** What stands on the left beside an ordinary tab. */
  readonly leftView: 'files' | 'realities' | 'git'
  readonly isForkOpen: boolean
  /** The merge whose banner was put away. */
  readonly dismissedMerge: string | null
  /** What is selected in the graph: `reality:…`, `version:…`, `merge:…`; null for now. */
  readonly selectedPoint: string | null
  readonly isLeftOpen: boolean
  readonly isRightOpen: boolean
  readonly isBottomOpen: boolean
  readonly rightTab: 'inspector' | 'review'
  readonly bottomTab: 'problems' | 'waiting'
  readonly reviewFilter: ReviewFilter
  /** Node key whose name is being edited in place. */
  readonly renaming: string | null
  readonly files: FilesView
  /** What is looked for over all scenes. */
  readonly query: string
  /** Where to go in a text that was just asked for. */
  readonly textPlace: { readonly path: string; readonly place: TextPlace } | null
  /** What is looked for in the text of all files. */
  readonly textSearch: TextSearchWish
  readonly git: GitView
  readonly sideBySide: SideBySideView
}

export const initialShell: Shell = {
  tabs: [],
  active: null,
  dialog: null,
  isShareOpen: false,
  left: 288,
  right: 328,
  bottom: 140,
  project: 240,
  isProjectOpen: true,
  isSceneOpen: true,
  leftView: 'files',
  isForkOpen: false,
  dismissedMerge: null,
  selectedPoint: null,
  isLeftOpen: true,
  isRightOpen: true,
  isBottomOpen: true,
  rightTab: 'inspector',
  bottomTab: 'problems',
  reviewFilter: { kind: 'all', person: 'all', file: 'all', text: '', isSettledShown: false },
  renaming: null,
  files: { selection: { keys: [], anchor: null }, renaming: null, cut: [], undo: [], redo: [] },
  query: '',
  textPlace: null,
  textSearch: { text: '', by: '', globs: '', isCase: false, isWord: false, isRegex: false, isReplacing: false },
  git: initialGitView,
  sideBySide: { chosen: null, cell: null, command: '', runs: {}, isRunning: false, isTryOpen: false },
}

export function createShellStore(): StoreApi<Shell> {
  return createStore<Shell>(() => initialShell)
}

export function openTab(shell: StoreApi<Shell>, kind: TabKind, path = ''): void {
  const id = path === '' ? kind : `${kind}:${path}`
  shell.setState(({ tabs }) => ({
    tabs: tabs.some(tab => tab.id === id) ? tabs : [...tabs, { id, kind, path }],
    active: id,
  }))
}

/** Where a text is to be shown, once its tab is there. */
export interface TextPlace {
  /** Both from 1; columns in UTF-16 units. */
  readonly line: number
  readonly column: number
}

/** The file as text, at that place. */
export function openTextAt(shell: StoreApi<Shell>, path: string, place: TextPlace): void {
  openTab(shell, 'text', path)
  shell.setState({ textPlace: { path, place } })
}

/** The neighbour comes to the front. */
export function closeTab(shell: StoreApi<Shell>, id: string): void {
  shell.setState(({ tabs, active }) => {
    const index = tabs.findIndex(tab => tab.id === id)
    const rest = tabs.filter(tab => tab.id !== id)
    const next = rest[Math.min(index, rest.length - 1)]?.id ?? null
    return { tabs: rest, active: active === id ? next : active }
  })
}

export function openDialog(shell: StoreApi<Shell>, dialog: DialogRequest): void {
  shell.setState({ dialog })
}

export function closeDialog(shell: StoreApi<Shell>): void {
  shell.setState({ dialog: null })
}
