import { expect, test } from 'vitest'
import { createStore } from 'zustand'
import { createShellStore, initialShell } from '../../commands/shell-store.ts'
import type { HostView } from '../../session/app-session.ts'
import { rememberDrafts } from './commit-drafts.ts'
import { setGit } from './git-actions.ts'

const [first, second] = ['a'.repeat(40), 'b'.repeat(40)]

test('what is being written is there again after a reload, and gone after the commit', () => {
  const storage = memory()
  const before = desk(storage)
  before.at('main', first)
  before.type('Lamps on the pier')
  const after = desk(storage)
  expect(after.message()).toBe('')
  after.at('main', first)
  expect(after.message()).toBe('Lamps on the pier')
  after.type('')
  after.at('main', second)
  expect([after.message(), storage.size]).toEqual(['', 0])
})

test('each branch has its own, and each workspace', () => {
  const window = desk(memory())
  window.at('main', first)
  window.type('Lamps')
  window.at('night', second)
  expect(window.message()).toBe('')
  window.type('Moon')
  window.at('main', first)
  expect(window.message()).toBe('Lamps')
  window.leave()
  window.at('main', first, 'other')
  expect(window.message()).toBe('')
  window.leave()
  window.at('main', first)
  expect(window.message()).toBe('Lamps')
})

test('a branch that was begun here takes it along, also where the folder was opened anew for it', () => {
  const window = desk(memory())
  window.at('main', first)
  window.type('Lamps')
  window.gone()
  window.at('pier', first)
  expect(window.message()).toBe('Lamps')
  window.at('main', first)
  expect(window.message()).toBe('Lamps')
  window.at('main', second)
  window.at('night', first)
  expect(window.message()).toBe('')
})

test('amending leaves it alone', () => {
  const window = desk(memory())
  window.at('main', first)
  window.type('Lamps')
  setGit(window.shell, { isAmending: true, amended: 'The last one' })
  window.at('main', second)
  setGit(window.shell, { isAmending: false, amended: '' })
  expect(window.message()).toBe('Lamps')
})

function desk(storage: ReturnType<typeof memory>) {
  const shell = createShellStore()
  const host = createStore<HostView>(() => ({ app: null, repo: null }) as unknown as HostView)
  rememberDrafts({ host }, shell, storage)
  return {
    shell,
    message: () => shell.getState().git.message,
    type: (message: string) => setGit(shell, { message }),
    at(branch: string, hash: string, id = 'isle') {
      host.setState({ app: { workspace: { id } } } as unknown as HostView)
      host.setState({ repo: { status: 'open', head: { kind: 'branch', name: branch, hash } } } as unknown as HostView)
    },
    /** As while a workspace is opened anew. */
    gone: () => host.setState({ repo: null }),
    /** As features/shell does it when a workspace is left. */
    leave() {
      host.setState({ repo: null })
      host.setState({ app: { workspace: null } } as unknown as HostView)
      shell.setState(initialShell)
    },
  }
}

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    get size() {
      return kept.size
    },
  }
}
