import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, glob, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDebianMirror } from './apt-sources.ts'
import { takeFileLock } from './file-lock.ts'
import { type BoundedResult, runBounded } from './run-bounded.ts'

/** A Godot unpacked in the cache, or one line saying why there is none. */
export type FetchedGodot = { readonly command: string[] } | { readonly missing: string }

/**
 * Gets Godot from Debian's archive into `folder`, with every library it needs, and installs nothing:
 * apt runs on a private state beside it, each package is unpacked with `dpkg -x`, and the engine is
 * started through the C library that came along. Needs no root. Answers at once if it is there already.
 * The archive's signatures are checked with the keyring of this system.
 */
export async function fetchGodot(folder: string, log: (line: string) => void): Promise<FetchedGodot> {
  if (process.platform !== 'linux') return { missing: 'it can only be fetched on Linux' }
  await mkdir(folder, { recursive: true })
  const lock = await takeFileLock(join(folder, 'lock'), totalTimeoutMs)
  if (lock === null) return { missing: `another run is still fetching it (${join(folder, 'lock')})` }
  await using _lock = lock
  const home = join(folder, 'unpacked')
  const present = await readCommand(home)
  if (present !== null) return { command: present }

  const mirror = await systemMirror()
  if (mirror === null) return { missing: 'the sources of apt name no Debian mirror' }
  log('Fetching Godot for the tests from Debian (about 160 MB, once)…')
  const work = join(folder, 'work')
  await rm(work, { recursive: true, force: true })
  try {
    const failure = (await download(work, mirror)) ?? (await unpack(work))
    if (failure !== null) return { missing: failure }
    await writeCommand(work, home)
    await rm(home, { recursive: true, force: true })
    await rename(join(work, 'root'), home)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const command = await readCommand(home)
  return command === null ? { missing: 'the packages of Debian hold no usr/bin/godot' } : { command }
}

const totalTimeoutMs = 15 * 60_000
const stepTimeoutMs = 5 * 60_000
/** Sid carries Godot; where a library of sid is missing in the middle of a transition, the others have one. */
const suites = ['trixie', 'forky', 'sid']
const markerName = 'weft-godot.json'

async function systemMirror(): Promise<string | null> {
  const texts: string[] = []
  for await (const path of glob(['/etc/apt/sources.list', '/etc/apt/sources.list.d/*.{list,sources}'])) {
    texts.push(await readFile(path, 'utf8'))
  }
  return findDebianMirror(texts)
}

/** Fills `work/cache/archives`. Answers why it could not, or null. */
async function download(work: string, mirror: string): Promise<string | null> {
  await mkdir(join(work, 'state', 'lists', 'partial'), { recursive: true })
  await mkdir(join(work, 'cache', 'archives', 'partial'), { recursive: true })
  // An empty status file: apt believes that nothing is installed and fetches the whole closure.
  await writeFile(join(work, 'state', 'status'), '')
  const keyring = keyrings.find(existsSync)
  const options = keyring === undefined ? '' : `[signed-by=${keyring}] `
  await writeFile(join(work, 'sources.list'), suites.map(suite => `deb ${options}${mirror} ${suite} main\n`).join(''))
  await writeConfiguration(work)

  const env = { ...process.env, LC_ALL: 'C', APT_CONFIG: join(work, 'apt.conf') }
  const apt = (args: string[]) => runBounded('apt-get', args, { timeoutMs: stepTimeoutMs, env })
  const updated = await apt(['update', '--error-on=any'])
  if (updated.code !== 0) return explain('apt-get update', updated)
  const install = ['install', '-y', '--download-only', '--no-install-recommends', '-t', 'sid', 'godot']
  const withPatch = await apt([...install, 'patchelf'])
  if (withPatch.code === 0) return null
  const alone = await apt(install)
  return alone.code === 0 ? null : explain('apt-get install', alone)
}

/** Under its new name and the one before; without either, apt falls back on its own trusted keys. */
const keyrings = ['/usr/share/keyrings/debian-archive-keyring.pgp', '/usr/share/keyrings/debian-archive-keyring.gpg']

/** The system's own settings (proxies, credentials) hold, but none of its hooks runs. */
async function writeConfiguration(work: string): Promise<void> {
  const parts = join(work, 'apt.conf.d')
  await mkdir(parts)
  if (existsSync('/etc/apt/apt.conf.d')) await cp('/etc/apt/apt.conf.d', parts, { recursive: true })
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success']
  hooks.push('DPkg::Pre-Invoke', 'DPkg::Post-Invoke', 'DPkg::Pre-Install-Pkgs')
  await writeFile(join(parts, 'zz-weft'), hooks.map(hook => `#clear ${hook};\n`).join(''))
  const settings = {
    'Dir::Etc::parts': parts,
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::State': join(work, 'state'),
    'Dir::State::status': join(work, 'state', 'status'),
    'Dir::Cache': join(work, 'cache'),
    // Root's apt drops to a user who may not be able to enter the cache folder.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '30',
    'Acquire::https::Timeout': '30',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  await writeFile(join(work, 'apt.conf'), lines.join(''))
}

async function unpack(work: string): Promise<string | null> {
  const archives = join(work, 'cache', 'archives')
  await mkdir(join(work, 'root'))
  for (const name of await readdir(archives)) {
    if (!name.endsWith('.deb')) continue
    const result = await runBounded('dpkg', ['-x', join(archives, name), join(work, 'root')], {
      timeoutMs: stepTimeoutMs,
    })
    if (result.code !== 0) return explain(`dpkg -x ${name}`, result)
    await rm(join(archives, name))
  }
  return null
}

/**
 * Writes down how the Godot in `work/root` is started once that folder is called `home`.
 * The best way is a program that names the loader and libraries of `home` itself, for the editor starts
 * games with its own executable's path; without patchelf it is the loader that is started.
 */
async function writeCommand(work: string, home: string): Promise<void> {
  const root = join(work, 'root')
  const loader = await findLoader(root)
  if (loader === null || !existsSync(join(root, 'usr/bin/godot'))) return
  const program = join(home, 'usr/bin/godot')
  const libraries = [join(home, loader, '..'), join(home, loader, '..', 'pulseaudio')].join(':')
  const isPatched = await patch(root, home, loader)
  const command = isPatched ? [program] : [join(home, loader), '--library-path', libraries, program]
  await writeFile(join(root, markerName), `${JSON.stringify({ home, command })}\n`)
}

/** Relative to `root`, such as `usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2`. */
async function findLoader(root: string): Promise<string | null> {
  for await (const path of glob('usr/lib/*-linux-gnu*/ld-linux-*.so.*', { cwd: root })) return path
  return null
}

async function patch(root: string, home: string, loader: string): Promise<boolean> {
  const libraries = join(loader, '..')
  const start = ['--library-path', join(root, libraries), join(root, 'usr/bin/patchelf')]
  const patchelf = (args: string[]) => runBounded(join(root, loader), [...start, ...args], { timeoutMs: stepTimeoutMs })

  // DT_RPATH, not DT_RUNPATH: it also holds for what the libraries themselves need.
  const search = ['--force-rpath', '--set-rpath', join(home, libraries)]
  const copy = join(root, 'usr/bin/godot-patched')
  await copyFile(join(root, 'usr/bin/godot'), copy)
  await chmod(copy, 0o755)
  const result = await patchelf(['--set-interpreter', join(home, loader), ...search, copy])
  if (result.code !== 0) {
    await rm(copy)
    return false
  }
  // A library with a search path of its own (libpulse) does not look at the program's.
  for await (const path of glob('**/*.so*', { cwd: join(root, libraries) })) {
    const file = join(root, libraries, path)
    if (!(await lstat(file)).isFile()) continue
    const own = (await patchelf(['--print-rpath', file])).stdout.trim()
    if (own === '') continue
    const moved = own.split(':').map(folder => (folder.startsWith('/') ? join(home, folder) : folder))
    const changed = await patchelf(['--set-rpath', [...moved, join(home, libraries)].join(':'), file])
    if (changed.code !== 0) return false
  }
  await rename(copy, join(root, 'usr/bin/godot'))
  return true
}

/** Null if there is no finished Godot in `home`, or if the folder was moved since it was patched. */
async function readCommand(home: string): Promise<string[] | null> {
  const marker = join(home, markerName)
  if (!existsSync(marker)) return null
  const content: unknown = JSON.parse(await readFile(marker, 'utf8'))
  if (typeof content !== 'object' || content === null || !('home' in content) || !('command' in content)) return null
  if (content.home !== home || !Array.isArray(content.command)) return null
  return content.command.map(String)
}

function explain(step: string, { stderr, stdout, isTimedOut, code }: BoundedResult): string {
  if (isTimedOut) return `${step} took longer than ${stepTimeoutMs / 60_000} minutes`
  const text = `${stderr}\n${stdout}`
  if (text.includes('NO_PUBKEY'))
    return `${step}: the keyring is too old for sid; a newer debian-archive-keyring is needed`
  const line = /^E: .*$/m.exec(text)?.[0] ?? stderr.trim().split('\n')[0] ?? ''
  return `${step} failed (${code ?? 'killed'}): ${line}`
}
