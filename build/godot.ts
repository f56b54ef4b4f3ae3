/**
 * The Godot that the tests run against, found or fetched, and how to run it within bounds.
 * `node build/godot.ts` prints its command line.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchGodot } from './godot-fetch.ts'
import { type BoundedOptions, type BoundedResult, runBounded } from './run-bounded.ts'

export interface FoundGodot {
  /** The program and its first arguments. */
  readonly command: readonly string[]
  /** As Godot prints it, such as `4.6.3.stable.debian`. */
  readonly version: string
}

/** `missing` says in one line why there is no Godot. */
export type GodotSearch = FoundGodot | { readonly missing: string }

/**
 * Looks at `WEFT_GODOT`, then for `godot` and `godot4` on PATH, then fetches one into
 * `WEFT_CACHE` (the repository's `.cache` unless set). 4.6 or later counts.
 */
export async function findGodot({ log }: { readonly log: (line: string) => void }): Promise<GodotSearch> {
  const named = process.env.WEFT_GODOT
  if (named !== undefined && named !== '') {
    const probe = await probeVersion([named])
    return 'missing' in probe ? { missing: `WEFT_GODOT is ${named}, but ${probe.missing}` } : probe
  }
  for (const name of ['godot', 'godot4']) {
    const probe = await probeVersion([name])
    if (!('missing' in probe)) return probe
  }
  const cache = process.env.WEFT_CACHE ?? fileURLToPath(new URL('../.cache', import.meta.url))
  const fetched = await fetchGodot(join(cache, 'godot'), log)
  if ('missing' in fetched) {
    return { missing: `no Godot 4.6 or later on PATH or in WEFT_GODOT, and none could be fetched: ${fetched.missing}` }
  }
  return probeVersion(fetched.command)
}

/**
 * Runs Godot to its end. A script that fails before `quit()` leaves Godot running for ever,
 * so the time limit is not optional; at its end the whole process group is killed.
 */
export function runGodot(
  godot: Pick<FoundGodot, 'command'>,
  args: readonly string[],
  options: BoundedOptions,
): Promise<BoundedResult> {
  const [program = '', ...first] = godot.command
  return runBounded(program, [...first, ...args], options)
}

/** For Godot's own settings, so that a run neither reads nor changes those of whoever runs it. */
export async function temporaryProfile(): Promise<{ readonly env: NodeJS.ProcessEnv } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-godot-profile-'))
  const homes = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder }
  return {
    env: { ...process.env, ...homes },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

const oldestVersion = { major: 4, minor: 6 }

async function probeVersion(command: readonly string[]): Promise<GodotSearch> {
  const { code, stdout, stderr } = await runGodot({ command }, ['--version'], { timeoutMs: 60_000 })
  const match = /^(\d+)\.(\d+)\S*$/m.exec(stdout)
  if (code !== 0 || match === null) {
    return { missing: `it does not tell its version: ${stderr.trim().split('\n')[0] ?? ''}` }
  }
  const [version, major, minor] = [match[0], Number(match[1]), Number(match[2])]
  const isNew = major > oldestVersion.major || (major === oldestVersion.major && minor >= oldestVersion.minor)
  return isNew ? { command, version } : { missing: `it is ${version}, and 4.6 or later is needed` }
}

if (import.meta.main) {
  const found = await findGodot({ log: line => process.stderr.write(`${line}\n`) })
  if ('missing' in found) {
    process.stderr.write(`${found.missing}\n`)
    process.exitCode = 1
  } else {
    process.stdout.write(`${found.command.join(' ')}\n`)
  }
}
