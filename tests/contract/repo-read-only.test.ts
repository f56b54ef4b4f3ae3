/** Who may only look may preview, and change nothing. */
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { allCapabilities, type Caller } from '../../host/api/caller.ts'
import { createRouter } from '../../host/api/router.ts'
import { memoryApi, quiet } from './memory-host.ts'

const caller: Caller = { id: 1, kind: 'window', capabilities: allCapabilities }

const WRITES: Readonly<Record<string, object>> = {
  stage: { paths: ['a'] },
  unstage: { paths: ['a'] },
  discard: { paths: ['a'] },
  stageHunks: { path: 'a', hunks: ['x'] },
  unstageHunks: { path: 'a', hunks: ['x'] },
  discardHunks: { path: 'a', hunks: ['x'] },
  commit: {},
  settle: {},
  merge: { revision: 'x' },
  cherryPick: { revisions: ['x'] },
  revert: { revisions: ['x'] },
  reset: { revision: 'x', mode: 'hard' },
  switch: { name: 'x' },
  createBranch: { name: 'x' },
  renameBranch: { from: 'x', to: 'y' },
  deleteBranch: { name: 'x' },
  createTag: { name: 'x' },
  deleteTag: { name: 'x' },
  stashPush: {},
  stashApply: { index: 0 },
  stashPop: { index: 0 },
  stashDrop: { index: 0 },
  undo: {},
}

test.each(Object.entries(WRITES))('a workspace to look at refuses repo.%s, and previews it', async (name, input) => {
  const router = createRouter({ ...memoryApi().host, canWrite: () => false })
  const client = createRouterClient(router, { context: { caller, log: quiet } })
  const call = (client.repo as unknown as Record<string, (input: object) => Promise<unknown>>)[name]
  await expect(call?.(input)).rejects.toMatchObject({ code: 'READ_ONLY' })
  // As far as there is anything to preview.
  await expect(call?.({ ...input, isDryRun: true })).rejects.toMatchObject({ code: 'NO_WORKSPACE' })
})

test('nor does it fetch, pull, push or make a repository', async () => {
  const router = createRouter({ ...memoryApi().host, canWrite: () => false })
  const { repo } = createRouterClient(router, { context: { caller, log: quiet } })
  for (const refused of [() => repo.fetch({}), () => repo.pull({}), () => repo.push({}), () => repo.init({})]) {
    await expect(refused()).rejects.toMatchObject({ code: 'READ_ONLY' })
  }
})
