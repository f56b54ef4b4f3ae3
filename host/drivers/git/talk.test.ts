import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type GitTalk, type TalkEvent, talkWithGit } from './talk.ts'

test('lines and steps come as they are written, the end last', async () => {
  await using program = await createProgram(
    `process.stderr.write('Counting: 50% (1/2)\\rCounting: 100% (2/2), done.\\nübel');
     process.stdout.write('out\\n'); process.exitCode = 3`,
  )
  expect((await told(program)).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))).toEqual([
    { kind: 'end', code: 3 },
    { kind: 'line', text: 'Counting: 100% (2/2), done.', isStep: false },
    { kind: 'line', text: 'Counting: 50% (1/2)', isStep: true },
    { kind: 'line', text: 'out', isStep: false },
    { kind: 'line', text: 'übel', isStep: false },
  ])
})

test('a Git that dies, one that hangs and one that babbles end', async () => {
  await using dying = await createProgram("process.kill(process.pid, 'SIGKILL')")
  await expect(told(dying)).rejects.toMatchObject({ code: 'UNREADABLE', message: 'Git was ended by SIGKILL.' })
  await using hanging = await createProgram('setInterval(() => {}, 1000)')
  await expect(told(hanging, { silentMs: 300 })).rejects.toMatchObject({ code: 'UNREADABLE' })
  await using babbling = await createProgram("setInterval(() => process.stderr.write('x'.repeat(9999)), 1)")
  await expect(told(babbling, { outputBytes: 100_000 })).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('one that is not there is told apart', async () => {
  await using program = await createProgram('')
  const talk = talkWithGit([], { folder: program.folder, program: join(program.folder, 'nothing') })
  await expect(talk.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('with its signal all that it started ends, also what does not listen', async () => {
  await using program = await createProgram(
    `process.on('SIGTERM', () => {})
     const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
     require('node:fs').writeFileSync(__dirname + '/pids', process.pid + ' ' + child.pid)
     console.log('ready'); setInterval(() => {}, 1000)`,
  )
  const controller = new AbortController()
  const run = async () => {
    for await (const event of talkWithGit([], { ...program, signal: controller.signal })) {
      if (event.kind === 'line') controller.abort(new Error('left'))
    }
  }
  await expect(run()).rejects.toThrow('left')
  const pids = (await readFile(join(program.folder, 'pids'), 'utf8')).split(' ').map(Number)
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([])
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function told(program: { folder: string; program: string }, more: Partial<GitTalk> = {}): Promise<TalkEvent[]> {
  return Array.fromAsync(talkWithGit([], { ...program, ...more }))
}

/** Something that can be started in the place of Git. */
async function createProgram(script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-git-'))
  const program = join(folder, 'program.cjs')
  await writeFile(program, `#!${process.execPath}\n${script}\n`)
  await chmod(program, 0o755)
  return { folder, program, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
