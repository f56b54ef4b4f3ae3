/** A host that is killed in the middle of a merge; the next one finishes it, and the documents follow. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRepoGround, LEVEL, openState, property } from './repo-ground.ts'

const FILES = 400

test('OPS2 FIL17 killed while it merges: the next host finishes it, and undo takes it back', {
  timeout: 180_000,
}, async () => {
  await using subject = await createRepoGround(ground => {
    for (let i = 0; i < FILES; i += 1) ground.write(`data/${i}.json`, '{}\n')
    ground.commit('data')
    ground.git('checkout', '-q', '-b', 'night')
    for (let i = 0; i < FILES; i += 1) ground.write(`data/${i}.json`, `{ "night": ${i} }\n`)
    ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)'))
    ground.commit('night')
    ground.git('checkout', '-q', 'main')
    ground.write('notes.md', 'day\n')
    ground.commit('day')
  })
  const { ground } = subject
  const before = ground.git('rev-parse', 'main').trim()
  await subject.reopen(async () => {
    const script = join(import.meta.dirname, 'repo-child.ts')
    const child = spawn(process.execPath, [script, ground.path, subject.profileFolder, 'night'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    // On record, and not yet done.
    while (!existsSync(join(ground.path, '.git/refs/weft/main/pending'))) await new Promise(setImmediate)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  const state = await openState(subject.api)
  expect(state).toMatchObject({ changes: 0, undo: { kind: 'merge' } })
  expect(ground.git('log', '-1', '--format=%s')).toBe("Merge branch 'night'\n")
  expect(await property(subject.api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(11, 22)')
  await subject.host.api.workspace().whenSettled()
  expect(subject.judge()).toBe('')
  await subject.api.repo.undo({})
  expect(ground.git('rev-parse', 'HEAD').trim()).toBe(before)
  expect(await property(subject.api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(10, 20)')
  await subject.host.api.workspace().whenSettled()
  expect(subject.judge()).toBe('')
})
