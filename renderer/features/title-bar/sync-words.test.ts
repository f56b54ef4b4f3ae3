import { expect, test } from 'vitest'
import type { WorkspaceState } from '../../../shared/contract/data.ts'
import { syncWords } from './sync-words.ts'

const workspace = (change: Partial<WorkspaceState>): WorkspaceState => ({
  id: 'w',
  name: 'game',
  folder: '/game',
  isSample: false,
  reality: { id: 'main', name: 'main' },
  connection: 'alone',
  waiting: 0,
  unsaved: 0,
  lastWrittenAt: null,
  offlineSince: null,
  nextAttemptAt: null,
  rights: null,
  progress: null,
  notice: null,
  review: 0,
  differences: 0,
  ...change,
})

test('saved means: stored here, and at the relay where there is one', () => {
  expect(syncWords(workspace({}), 0, true).text).toBe('Saved')
  expect(syncWords(workspace({}), 1, true).text).toBe('Saving')
  expect(syncWords(workspace({ connection: 'online', waiting: 2 }), 0, true).text).toBe('Syncing, 2 changes wait')
})

test('offline says what waits', () => {
  expect(syncWords(workspace({ connection: 'offline', waiting: 14 }), 0, true)).toEqual({
    kind: 'offline',
    text: 'Offline, 14 changes wait',
  })
  expect(syncWords(workspace({ connection: 'offline', waiting: 1 }), 0, true).text).toBe('Offline, 1 change waits')
})

test('without the host nothing is said to be saved', () => {
  expect(syncWords(workspace({}), 0, false).text).toBe('Reconnecting')
})
