import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type Counts, complaints, countLine } from './count-reporter.ts'
import { runBounded } from './run-bounded.ts'

test('a real run is counted: broken files, hooks and stray errors are failures, skips keep their reason', async () => {
  const counts = await countRun({
    'good.test.js': `test('one', () => {}); test('two', () => {})`,
    'bad.test.js': `test('fails', () => expect(1).toBe(2)); test('late', () => new Promise(() => {}), 50)`,
    'skips.test.js': `test('shell', context => context.skip('no Electron binary')); test.skip('other', () => {})`,
    'broken.test.js': `throw new Error('does not load')`,
    'hook.test.js': `beforeAll(() => { throw new Error('no server') }); test('never runs', () => {})`,
    'stray.test.js': `test('ends too soon', async () => { setTimeout(() => { throw new Error('stray') }); await new Promise(done => setTimeout(done, 100)) })`,
  })
  expect(counts).toMatchObject({ passed: 3, failed: 5 })
  expect(counts.skipped).toEqual(
    expect.arrayContaining([
      { name: 'skips.test.js > shell', reason: 'no Electron binary' },
      { name: 'skips.test.js > other', reason: '' },
    ]),
  )
})

test('the line names skips only when there are any', () => {
  expect(countLine({ passed: 2, failed: 1, skipped: [] })).toBe('2 passed, 1 failed')
  const skipped = [{ name: 'a', reason: '' }]
  expect(countLine({ passed: 2, failed: 0, skipped })).toBe('2 passed, 0 failed, 1 skipped')
})

test('a run of no tests is not green', () => {
  const counts = { passed: 0, failed: 0, skipped: [] }
  expect(complaints(counts, { isCi: false })).toEqual(['No test ran.'])
})

test('in CI every skip is a failure but the one for want of an Electron binary', () => {
  const skipped = [
    { name: 'a.test.ts > needs Godot', reason: 'none found' },
    { name: 'b.test.ts > opens a window', reason: 'no Electron binary' },
    { name: 'c.test.ts > opens a window (no Electron binary)', reason: '' },
  ]
  const counts = { passed: 1, failed: 0, skipped }
  expect(complaints(counts, { isCi: false })).toEqual([])
  expect(complaints(counts, { isCi: true })).toEqual([
    'Skipped, which CI does not allow: a.test.ts > needs Godot (none found)',
  ])
})

/** Runs vitest on these files, in a process and a folder of their own. */
async function countRun(files: Readonly<Record<string, string>>): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-counts-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const script = `
    import { createVitest } from 'vitest/node'
    import { createCountReporter } from ${JSON.stringify(new URL('count-reporter.ts', import.meta.url).href)}
    const reporter = createCountReporter()
    const options = { root: ${JSON.stringify(folder)}, config: false, watch: false, globals: true, reporters: [reporter] }
    const vitest = await createVitest('test', options)
    await vitest.start()
    await vitest.close()
    process.stdout.write('COUNTS ' + JSON.stringify(reporter.counts()))
    process.exit(0)`
  const { stdout, stderr } = await runBounded(process.execPath, ['--input-type=module', '-e', script], {
    timeoutMs: 60_000,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH },
  })
  const counts = stdout.split('COUNTS ')[1]
  if (counts === undefined) throw new Error(`no counts: ${stdout}\n${stderr}`)
  return JSON.parse(counts) as Counts
}
