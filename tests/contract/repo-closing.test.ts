/** A repository that is let go of while it is still being opened: a command ends when its work is done. */
import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRepo } from '../../host/repo/create-repo.ts'
import { LEVEL, testProject } from './workspace-setup.ts'

const log = {
  warn: () => undefined,
  error: (...args: unknown[]) => {
    throw new Error(`logged an error: ${JSON.stringify(args)}`)
  },
}

/** What watches a folder keeps its process alive. */
const watches = () => process.getActiveResourcesInfo().filter(name => name === 'FSEventWrap').length

test('nothing is watched any more, whenever it is closed', { timeout: 60_000 }, async () => {
  await using project = testProject({ 'project.godot': '', 'levels/a.tscn': LEVEL })
  execFileSync('git', ['init', '-q'], { cwd: project.folder })
  await using workspace = await project.open()
  await workspace.whenSettled()
  const before = watches()
  for (const afterMs of [0, 0, 4, 10, 20, 40, 80, 160]) {
    const repo = createRepo({ workspace, now: Date.now, log, hasGit: async () => false })
    const asked = repo.state().catch(() => null)
    await wait(afterMs)
    await repo[Symbol.asyncDispose]()
    await asked
    await expect.poll(watches, { message: `closed after ${afterMs} ms` }).toBe(before)
  }
})
