/**
 * The packaged app, with an empty Electron in it: what is inside, and that each bundle but the page runs: the main
 * process and the preload over a stand-in of the electron module, the host and the relay under Node, as it is
 * unpacked. That Electron itself starts it is not shown here.
 */
import { execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { listArchive } from './asar.ts'
import { writeStubZip } from './stub-zip.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const work = temporaryFolder()
const out = join(work.path, 'out')
const resources = join(out, 'Weft-linux-x64', 'resources')
const unpacked = join(resources, 'app.asar.unpacked')
/** The files of the archive, as Electron would see them. */
const app = join(work.path, 'app')

beforeAll(async () => {
  const electronZips = join(work.path, 'electron')
  const page = join(work.path, 'renderer')
  mkdirSync(electronZips)
  mkdirSync(page)
  writeFileSync(join(page, 'index.html'), '<!doctype html><head><title>Weft</title></head>')
  writeStubZip(join(electronZips, `electron-v${electronVersion()}-linux-x64.zip`))
  await promisify(execFile)(
    process.execPath,
    [
      join(repository, 'node_modules/@electron-forge/cli/dist/electron-forge.js'),
      'package',
      '--platform=linux',
      '--arch=x64',
    ],
    {
      cwd: repository,
      env: { ...process.env, WEFT_PACKAGE_PAGE: page, WEFT_PACKAGE_OUT: out, WEFT_PACKAGE_ELECTRON: electronZips },
    },
  )
  await promisify(execFile)(process.execPath, [
    join(repository, 'node_modules/@electron/asar/bin/asar.mjs'),
    'extract',
    join(resources, 'app.asar'),
    app,
  ])
}, 180_000)

afterAll(() => work[Symbol.dispose]())

test('the archive holds the bundles, SQLite and es-git with one addon each, and nothing else', () => {
  const paths = listArchive(join(resources, 'app.asar')).map(({ path }) => path)
  const bundles = paths.filter(path => path.startsWith('.vite/')).map(path => path.replace(/-[\w-]{8}\.cjs$/, '-*.cjs'))
  expect([...new Set(bundles.filter(path => !path.includes('-*')))].sort()).toEqual([
    '.vite/build/classes.json',
    '.vite/build/host-entry.cjs',
    '.vite/build/main.cjs',
    '.vite/build/preload.cjs',
    '.vite/build/relay/reader-thread.cjs',
    '.vite/build/relay/relay-process.cjs',
    '.vite/build/relay/writer-thread.cjs',
    '.vite/build/repository-thread.cjs',
    '.vite/build/search-thread.cjs',
  ])
  const others = paths.filter(
    path => !path.startsWith('.vite/') && !path.startsWith('node_modules/better-sqlite3/lib/'),
  )
  expect(others.sort()).toEqual([
    'node_modules/better-sqlite3/LICENSE',
    'node_modules/better-sqlite3/package.json',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    'node_modules/es-git-linux-x64-gnu/es-git.linux-x64-gnu.node',
    'node_modules/es-git-linux-x64-gnu/package.json',
    'node_modules/es-git/LICENSE',
    'node_modules/es-git/index.js',
    'node_modules/es-git/package.json',
    'package.json',
  ])
  expect(paths.filter(path => /\.(ts|tsx|map)$|test/.test(path))).toEqual([])
})

/** What plain Node reads: it knows no archives. */
function isBesideArchive(path: string): boolean {
  const isShared = /^\.vite\/build\/[\w-]+-[\w-]{8}\.cjs$/.test(path)
  return (
    isShared || /^\.vite\/build\/(relay\/|[\w-]+-thread\.cjs)|^node_modules\/(better-sqlite3|es-git[\w-]*)\//.test(path)
  )
}

test('the addon, threads and everything of the relay are files beside the archive', () => {
  const files = listArchive(join(resources, 'app.asar'))
  const beside = files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path)
  const wanted = files.map(({ path }) => path).filter(path => isBesideArchive(path))
  expect(beside.sort()).toEqual(wanted.sort())
  for (const path of beside) expect(existsSync(join(unpacked, path))).toBe(true)
  expect(statSync(join(unpacked, 'node_modules/better-sqlite3/prebuilds/linux-x64.node')).size).toBeGreaterThan(
    1_000_000,
  )
})

test('page and sample are resources; no engine caches, no sources, no tests', () => {
  expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'lantern-isle', 'renderer', 'stub'])
  expect(existsSync(join(resources, 'renderer', 'index.html'))).toBe(true)
  expect(existsSync(join(resources, 'lantern-isle', 'project.godot'))).toBe(true)
  expect(readdirSync(join(resources, 'lantern-isle')).filter(name => /^\.(godot|weft|git)$/.test(name))).toEqual([])
  const description: unknown = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))
  expect(description).toMatchObject({ main: '.vite/build/main.cjs' })
})

test('the preload needs nothing but electron', () => {
  const text = readFileSync(join(app, '.vite/build/preload.cjs'), 'utf8')
  const needed = [...text.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name)
  expect(needed).toEqual(['electron'])
})

test('main, preload and host run as bundled: the sample is open, and the page reaches it', async () => {
  const profile = join(work.path, 'profile')
  const child = fork(join(import.meta.dirname, 'run-bundle.ts'), [app, resources], {
    env: { ...process.env, WEFT_HOME: profile, WEFT_LOG: 'silent' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const [said] = await Promise.race([once(child, 'message'), exited])
  expect(said).toMatchObject({
    workspace: { isSample: true },
    title: expect.stringMatching(/ – Weft$/),
    status: 200,
    repository: { status: 'open', head: { kind: 'branch', name: 'main', hash: null } },
    bridge: ['chooseFolder', 'connect', 'onCommand', 'setCommands'],
  })
  expect(await exited).toEqual([0, null])
})

test('the relay runs as unpacked, and stops when told', async () => {
  const data = join(work.path, 'relay')
  const child = spawn(process.execPath, [join(unpacked, '.vite/build/relay/relay-process.cjs'), '--data', data], {
    env: { ...process.env, WEFT_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const said: unknown = JSON.parse(line)
  expect(said).toMatchObject({ url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/), token: expect.any(String) })
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

function electronVersion(): string {
  const text = readFileSync(join(repository, 'node_modules/electron/package.json'), 'utf8')
  const description: unknown = JSON.parse(text)
  if (typeof description !== 'object' || description === null || !('version' in description))
    throw new Error('no version')
  return String(description.version)
}
