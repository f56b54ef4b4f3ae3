/** The Godot that these tests run against, and what it reads from a project. */
import { fileURLToPath } from 'node:url'
import { type FoundGodot, findGodot, runGodot, temporaryProfile } from '../../build/godot.ts'

/** Null if there is none: that fails in CI, and skips these tests elsewhere. */
export const godot: FoundGodot | null = await find()

export interface OracleScene {
  readonly file: string
  readonly isLoaded: boolean
  /** `PackedScene` or the class of the resource; undefined if it does not load. */
  readonly type?: string
  /** Of an inherited scene: the path of the one it inherits; else empty. */
  readonly baseScene?: string
  readonly nodes?: readonly OracleNode[]
  readonly connections?: readonly OracleConnection[]
  /** Of a resource: what is stored and differs from its class's default. */
  readonly properties?: Readonly<Record<string, OracleValue>>
}

/** Paths as in `parent=`: `.` for the root, `A/B` for the others; the root's own parent is empty. */
export interface OracleNode {
  readonly path: string
  readonly name: string
  readonly type: string
  readonly parent: string
  readonly owner: string
  readonly index: number
  /** Path of the instanced scene, or empty. */
  readonly instance: string
  readonly placeholder: string
  readonly groups: readonly string[]
  readonly properties: Readonly<Record<string, OracleValue>>
}

export interface OracleConnection {
  readonly signal: string
  readonly from: string
  readonly to: string
  readonly method: string
  readonly flags: number
  readonly unbinds: number
  readonly binds: readonly OracleValue[]
}

/** A value as Godot prints it, the items of an array, a resource in a file of its own, or one inside the scene. */
export type OracleValue =
  | { readonly type: string; readonly text: string }
  | { readonly type: 'Array'; readonly items: readonly OracleValue[] }
  | { readonly type: string; readonly path: string; readonly properties?: Readonly<Record<string, OracleValue>> }

/**
 * What Godot reads from scenes and resources of a project, in the order asked for.
 * The project should have been imported, or classes and textures are not found.
 */
export async function readWithGodot(projectFolder: string, resourcePaths: readonly string[]): Promise<OracleScene[]> {
  const { stdout, stderr } = await runInProject(projectFolder, [
    '--no-header',
    '--script',
    oracle,
    '--',
    ...resourcePaths,
  ])
  if (!stdout.includes('@@DONE')) throw new Error(`Godot did not finish reading ${projectFolder}:\n${stderr}`)
  const lines = stdout.split('\n').filter(line => line.startsWith(marker))
  return lines.map(line => JSON.parse(line.slice(marker.length)) as OracleScene)
}

/** Imports a project as the editor would on opening it. Answers with what it complained about. */
export async function importProject(projectFolder: string): Promise<string[]> {
  return complaints(await runInProject(projectFolder, ['--import']))
}

/** Runs a project's scene without a window for some frames. Answers with what it complained about. */
export async function playScene(projectFolder: string, scene: string, frames: number): Promise<string[]> {
  return complaints(
    await runInProject(projectFolder, ['--scene', scene, '--fixed-fps', '60', '--quit-after', String(frames)]),
  )
}

const oracle = fileURLToPath(new URL('oracle.gd', import.meta.url))
const marker = '@@ORACLE '
const runTimeoutMs = 180_000

async function find(): Promise<FoundGodot | null> {
  const found = await findGodot({ log: line => console.log(line) })
  if (!('missing' in found)) return found
  if ((process.env.CI ?? 'false') !== 'false') throw new Error(found.missing)
  console.log(`Skipping the tests against Godot: ${found.missing}`)
  return null
}

async function runInProject(projectFolder: string, args: readonly string[]) {
  if (godot === null) throw new Error('no Godot: use godotTest')
  await using profile = await temporaryProfile()
  const result = await runGodot(godot, ['--headless', '--path', projectFolder, ...args], {
    timeoutMs: runTimeoutMs,
    env: profile.env,
    outputLimitBytes: 256 * 1024 * 1024,
  })
  if (result.isTimedOut) throw new Error(`Godot ran into its time limit: ${args.join(' ')}\n${result.stderr}`)
  return result
}

function complaints({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }): string[] {
  const lines = `${stdout}\n${stderr}`.split('\n').filter(line => /^(?:SCRIPT |USER )?(?:ERROR|WARNING): /.test(line))
  return code === 0 ? lines : [...lines, `exit code ${code}`]
}
