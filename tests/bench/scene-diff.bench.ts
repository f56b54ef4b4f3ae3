/**
 * The comparison of two scenes of 10,000 nodes that differ in 100 places, from their texts to the list of changes,
 * against the time in which Godot loads the two (as packed scenes, without making their nodes) on the same machine.
 * With unique ids, and as versions before Godot 4.6 write them, where nodes have to be matched.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findGodot, runGodot, temporaryProfile } from '../../build/godot.ts'
import { diffTexts } from '../../shared/scene/diff/diff-texts.ts'
import { median, medians } from './measure.ts'
import type { BenchRow } from './row.ts'
import { CHANGES, NODES, RESOURCE_FILES, twoScenes } from './scene-diff/two-scenes.ts'

const SAMPLES = { rounds: 15, warmUp: 5 }
const LIMIT_MS = 250
/** Of the time that Godot takes. */
const SHARE = 0.1

export async function run(): Promise<BenchRow[]> {
  const numbered = twoScenes(true)
  const plain = twoScenes(false)
  const [withIds = Number.NaN, withoutIds = Number.NaN] = medians(
    [() => check(countChanges(numbered)), () => check(countChanges(plain))],
    SAMPLES,
  )
  const godot = await timeInGodot(numbered)
  return [
    limit('with unique ids', withIds),
    limit('without, as before Godot 4.6', withoutIds),
    ...(godot === null ? [] : [share('with unique ids', withIds, godot), share('without', withoutIds, godot)]),
  ]
}

const WHAT = `comparing two scenes of ${NODES} nodes with ${CHANGES} changes`

function limit(which: string, ours: number): BenchRow {
  return { name: `${WHAT}, ${which}`, ours, unit: 'ms', target: `under ${LIMIT_MS} ms`, pass: ours < LIMIT_MS }
}

function share(which: string, ours: number, { ms, version }: GodotTime): BenchRow {
  const ratio = ours / ms
  return {
    name: `${WHAT}, ${which}, in relation to loading both`,
    ours,
    peer: ms,
    peerName: `Godot ${version}`,
    unit: 'ms',
    ratio,
    target: `under ${SHARE}x`,
    pass: ratio < SHARE,
  }
}

/** Without ids a node that went and one like it that came are one that moved: 5 and 5 become moves and names. */
function check(found: number): void {
  if (found !== CHANGES) throw new Error(`${found} changes were found`)
}

function countChanges({ before, after }: { readonly before: string; readonly after: string }): number {
  const result = diffTexts(before, after)
  if (!result.ok) throw new Error(result.fault.reason)
  return result.value.changes.length
}

interface GodotTime {
  readonly ms: number
  readonly version: string
}

/** Null without a Godot. */
async function timeInGodot(scenes: { readonly before: string; readonly after: string }): Promise<GodotTime | null> {
  const godot = await findGodot({ log: line => console.log(line) })
  if ('missing' in godot) {
    console.log(`Not measured against Godot: ${godot.missing}`)
    return null
  }
  await using profile = await temporaryProfile()
  const folder = await mkdtemp(join(tmpdir(), 'weft-bench-diff-'))
  try {
    const files = { ...RESOURCE_FILES, 'project.godot': 'config_version=5\n', ...named(scenes) }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    await copyFile(join(import.meta.dirname, 'scene-diff', 'load.gd'), join(folder, 'load.gd'))
    const args = ['--headless', '--path', folder, '--script', 'res://load.gd', '--']
    const result = await runGodot(godot, [...args, 'res://before.tscn', 'res://after.tscn'], {
      timeoutMs: 180_000,
      env: profile.env,
    })
    const rounds = /^rounds (\[.*\])$/m.exec(result.stdout)?.[1]
    if (rounds === undefined) throw new Error(`Godot did not load the scenes: ${result.stderr.slice(0, 500)}`)
    // The first round warms Godot up, too.
    return { ms: median((JSON.parse(rounds) as number[]).slice(1)) / 1000, version: godot.version }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function named({ before, after }: { readonly before: string; readonly after: string }): Record<string, string> {
  return { 'before.tscn': before, 'after.tscn': after }
}
