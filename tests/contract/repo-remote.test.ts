/** Fetch, pull and push through the user's own Git, against a bare repository on this disk. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import type { RemoteProgress } from '../../shared/contract/repo-data.ts'
import { GIT_ENVIRONMENT, type Ground } from './git-ground.ts'
import { createRepoGround, LEVEL, NOTES, openState, property } from './repo-ground.ts'

const timeout = { timeout: 60_000 }

/** A bare repository that `main` follows, and a clone of somebody else's. */
function withRemote() {
  const folder = temporaryFolder()
  const bare = join(folder.path, 'game.git')
  const clone = join(folder.path, 'clone')
  const run = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, env: GIT_ENVIRONMENT, stdio: 'pipe' }).toString()
  return {
    folder: folder.path,
    bare,
    clone: (...args: string[]) => run(clone, ...args),
    inBare: (...args: string[]) => run(bare, ...args),
    write: (path: string, text: string) => writeFileSync(join(clone, path), text),
    prepare(ground: Ground) {
      run(folder.path, 'init', '-q', '--bare', '-b', 'main', bare)
      ground.git('remote', 'add', 'origin', `file://${bare}`)
      ground.git('push', '-q', '-u', 'origin', 'main')
      run(folder.path, 'clone', '-q', `file://${bare}`, clone)
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

async function told(steps: Promise<AsyncIterable<RemoteProgress>>): Promise<RemoteProgress[]> {
  return Array.fromAsync(await steps)
}

test('OPS10 fetch, pull with the scene merge, and push', timeout, async () => {
  using remote = withRemote()
  await using subject = await createRepoGround(ground => remote.prepare(ground))
  const { api, ground } = subject
  using _open = await subject.host.api.workspace().openScene('level.tscn')
  remote.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)'))
  remote.clone('commit', '-q', '-a', '-m', 'theirs')
  remote.clone('push', '-q')

  const fetched = await told(api.repo.fetch({}))
  expect(fetched.at(-1)).toMatchObject({ isOver: true, fault: null, text: 'Fetched from origin.' })
  expect(fetched.length).toBeGreaterThan(1)
  expect(await openState(api)).toMatchObject({
    remotes: ['origin'],
    upstream: { name: 'origin/main', ahead: 0, behind: 1 },
  })

  await api.scenes.edit({
    path: 'res://level.tscn',
    edits: [{ kind: 'set', node: 'Enemy', property: 'position', value: 'Vector2(9, 9)' }],
  })
  await api.repo.commit({ message: 'ours', all: true })
  const refused = await told(api.repo.push({}))
  expect(refused.at(-1)).toMatchObject({ isOver: true, fault: expect.stringContaining('Pull first') })

  const pulled = (await told(api.repo.pull({}))).at(-1)
  expect(pulled).toMatchObject({ isOver: true, fault: null, outcome: { clean: true, conflicts: [] } })
  expect(await property(api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(11, 22)')
  expect(await property(api, 'res://level.tscn', 'Enemy', 'position')).toBe('Vector2(9, 9)')
  expect(subject.judge()).toBe('')

  await api.repo.createTag({ name: 'v1' })
  expect((await told(api.repo.push({ tags: true }))).at(-1)).toMatchObject({
    fault: null,
    text: 'Pushed main to origin.',
  })
  expect(remote.inBare('rev-parse', 'main', 'v1').trim().split('\n')).toEqual(
    ground.git('rev-parse', 'HEAD', 'HEAD').trim().split('\n'),
  )
  expect((await told(api.repo.pull({}))).at(-1)).toMatchObject({ text: 'There was nothing new.', fault: null })
})

test('OPS10 a new branch follows what it is pushed to, and a pull that would lose work says so', timeout, async () => {
  using remote = withRemote()
  await using subject = await createRepoGround(ground => remote.prepare(ground))
  const { api, ground } = subject
  await api.repo.switch({ name: 'night', create: true })
  expect((await told(api.repo.push({ setUpstream: true }))).at(-1)).toMatchObject({ fault: null })
  expect(await openState(api)).toMatchObject({ upstream: { name: 'origin/night', ahead: 0, behind: 0 } })
  await api.repo.switch({ name: 'main' })
  remote.write('notes.md', NOTES.replace('line 5\n', 'line five\n'))
  remote.clone('commit', '-q', '-a', '-m', 'theirs')
  remote.clone('push', '-q')
  ground.write('notes.md', NOTES.replace('line 5\n', 'line 5 of mine\n'))
  const pulled = (await told(api.repo.pull({}))).at(-1)
  expect(pulled).toMatchObject({
    isOver: true,
    fault: expect.stringContaining('work that would be lost'),
    outcome: null,
  })
  expect(ground.read('notes.md')).toContain('line 5 of mine')
  await expect(told(api.repo.fetch({ remote: 'nobody' }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(told(api.repo.fetch({ remote: '--upload-pack=touch x' }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  subject.judge()
})

test('OPS10 a remote that is gone, and one that is cut off in the middle', timeout, async () => {
  using remote = withRemote()
  await using subject = await createRepoGround(ground => {
    remote.prepare(ground)
    ground.git('remote', 'add', 'gone', `file://${remote.folder}/nothing.git`)
    // Speaks, and then stops in the middle of what it was to send.
    const script = join(remote.folder, 'upload')
    const pipe = join(remote.folder, 'pipe')
    execFileSync('sh', ['-c', `mkfifo ${pipe}`])
    writeFileSync(
      script,
      `#!/bin/sh\nexec 3<&0\ngit-upload-pack "$@" <&3 > ${pipe} &\ndd bs=1 count=50000 if=${pipe} 2>/dev/null\nkill $!\nexit 1\n`,
    )
    chmodSync(script, 0o755)
    ground.git('remote', 'add', 'cut', `file://${remote.bare}`)
    ground.git('config', 'remote.cut.uploadpack', script)
    const waits = join(remote.folder, 'waits')
    writeFileSync(waits, `#!/bin/sh\necho $$ > ${remote.folder}/pid\nexec sleep 600\n`)
    chmodSync(waits, 0o755)
    ground.git('remote', 'add', 'waits', `file://${remote.bare}`)
    ground.git('config', 'remote.waits.uploadpack', waits)
  })
  const { api } = subject
  remote.write('notes.md', randomBytes(200_000).toString('base64'))
  remote.clone('commit', '-q', '-a', '-m', 'theirs')
  remote.clone('push', '-q')
  expect((await told(api.repo.fetch({ remote: 'gone' }))).at(-1)).toMatchObject({
    fault: 'There is no repository at the address of the remote.',
  })
  const cut = await told(api.repo.fetch({ remote: 'cut' }))
  expect(cut.at(-1)).toMatchObject({ fault: expect.stringContaining('could not be reached') })
  expect(subject.judge()).toBe('')
  expect((await told(api.repo.fetch({ remote: 'origin' }))).at(-1)).toMatchObject({ fault: null })

  const controller = new AbortController()
  const waiting = told(api.repo.fetch({ remote: 'waits' }, { signal: controller.signal }))
  const pid = await expect
    .poll(() => Number(execFileSync('sh', ['-c', `cat ${remote.folder}/pid 2>/dev/null || echo 0`]).toString()), {
      timeout: 20_000,
    })
    .toBeGreaterThan(0)
    .then(() => Number(execFileSync('cat', [`${remote.folder}/pid`]).toString()))
  controller.abort()
  await waiting.catch(() => {})
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  expect(subject.judge()).toBe('')
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
