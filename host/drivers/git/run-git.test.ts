import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRevision, revisionsOf } from './revisions.ts'
import { runGit } from './run-git.ts'

test('a Git that hangs is ended at its deadline', async () => {
  await using program = await createProgram('setInterval(() => {}, 1000)')
  const run = runGit(['log'], { folder: program.folder, program: program.path, timeoutMs: 300 })
  await expect(run).rejects.toMatchObject({ code: 'UNREADABLE', message: 'Git did not answer in time.' })
})

test('a Git that dies is told apart from one that says no', async () => {
  await using dying = await createProgram("process.kill(process.pid, 'SIGKILL')")
  await expect(runGit([], { folder: dying.folder, program: dying.path })).rejects.toMatchObject({ code: 'UNREADABLE' })
  await using refusing = await createProgram("console.error('fatal: no'); process.exit(128)")
  expect(await runGit([], { folder: refusing.folder, program: refusing.path })).toEqual({
    ok: false,
    message: 'fatal: no',
  })
})

test('a Git that babbles is cut off', async () => {
  await using program = await createProgram("process.stdout.write('x'.repeat(100_000)); setInterval(() => {}, 1000)")
  const run = runGit([], { folder: program.folder, program: program.path, outputBytes: 1000 })
  await expect(run).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('without Git, and when nobody waits any more', async () => {
  await using program = await createProgram('setInterval(() => {}, 1000)')
  const missing = runGit([], { folder: program.folder, program: join(program.folder, 'nothing') })
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const controller = new AbortController()
  const run = runGit([], { folder: program.folder, program: program.path, signal: controller.signal })
  controller.abort(new Error('left'))
  await expect(run).rejects.toThrow('left')
})

test('a revision that looks like an option is refused, and outside a repository there are none', async () => {
  await using program = await createProgram('')
  const run = { folder: program.folder }
  await expect(readRevision('--output=x', 'a.tscn', run)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(readRevision('HEAD', 'a.tscn', run)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await revisionsOf('a.tscn', run)).toEqual([])
})

/** Something that can be started in the place of Git. */
async function createProgram(script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-git-'))
  const path = join(folder, 'program.cjs')
  await writeFile(path, `#!${process.execPath}\n${script}\n`)
  await chmod(path, 0o755)
  return { folder, path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
