import { expect, test } from 'vitest'
import { createStore } from 'zustand'
import type { Front } from '../../commands/app-context.tsx'
import { createShellStore, openTab } from '../../commands/shell-store.ts'
import type { AppSession, HostView } from '../../session/app-session.ts'
import { createPeople } from '../../session/people.ts'
import { createReplicas } from '../../session/replicas.ts'
import type { OpenedSession } from '../../session/scenes.ts'
import { followFront } from './front.ts'

const torn: OpenedSession = {
  status: 'unreadable',
  path: 'level.tscn',
  fault: { code: 'SYNTAX', reason: 'no heading', line: 1, column: 1 },
  text: '<<<<<<< ours',
}

test('a file that is mended while the host still answers about the torn one is asked for again', async () => {
  const asked: PromiseWithResolvers<OpenedSession>[] = []
  const host = createStore<HostView>(() => ({ ...closed, app: openApp(), files: [] }))
  const scenes: AppSession['scenes'] = {
    open() {
      asked.push(Promise.withResolvers())
      return asked.at(-1)?.promise ?? Promise.reject(new Error('no call'))
    },
    setFront() {},
    clear() {},
  }
  const shell = createShellStore()
  const front = createStore<Front>(() => ({ status: 'none' }))
  const stop = followFront(
    { host, scenes, people: createPeople({ replicas: createReplicas(), userId: 'u' }) },
    shell,
    front,
  )
  openTab(shell, 'scene', 'level.tscn')
  expect(asked).toHaveLength(1)

  host.setState({ files: [] })
  asked[0]?.resolve(torn)
  await expect.poll(() => asked.length).toBe(2)
  expect(front.getState().status).toBe('loading')

  asked[1]?.resolve(torn)
  await expect.poll(() => front.getState().status).toBe('unreadable')
  expect(asked).toHaveLength(2)
  stop()
})

const closed: HostView = {
  app: null,
  files: null,
  review: null,
  problems: null,
  settled: [],
  graph: null,
  tree: null,
  versions: null,
  repo: null,
  pending: 0,
}

function openApp(): HostView['app'] {
  return {
    version: '0.0.0',
    identity: null,
    recent: [],
    home: '/',
    workspace: {
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
    },
  }
}
