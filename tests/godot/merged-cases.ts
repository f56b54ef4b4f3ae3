/** Merges read by Godot, inputs and result, with stand-ins for what they refer to. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readScene } from '../merge-judge/reader.ts'
import { type OracleScene, readWithGodot } from './godot.ts'
import { withStandIns } from './stand-ins.ts'

export interface MergedCase {
  readonly name: string
  readonly inputs: readonly string[]
  readonly merged: string
}

export interface GodotVerdict {
  /** Cases of which Godot reads every input. */
  readonly loadable: number
  /** Those whose result it does not read, or not with every node where the text has it. */
  readonly failed: readonly string[]
}

/** All in one run of Godot: starting it takes longer than reading. Every case has as many inputs. */
export async function readMergedCases(cases: readonly MergedCase[]): Promise<GodotVerdict> {
  const project = await mkdtemp(join(tmpdir(), 'weft-merged-'))
  try {
    await writeFile(join(project, 'project.godot'), 'config_version=5\n\n[application]\n\nconfig/name="Merged"\n')
    const paths: string[] = []
    for (const [i, { inputs, merged }] of cases.entries()) {
      await mkdir(join(project, `case${i}`))
      for (const [at, text] of (await withStandIns(project, `case${i}`, [...inputs, merged])).entries()) {
        paths.push(`res://case${i}/_text${at}.tscn`)
        await writeFile(join(project, `case${i}`, `_text${at}.tscn`), text)
      }
    }
    return verdictOn(cases, await readWithGodot(project, paths))
  } finally {
    await rm(project, { recursive: true, force: true })
  }
}

function verdictOn(cases: readonly MergedCase[], read: readonly OracleScene[]): GodotVerdict {
  const each = read.length / cases.length
  const results = cases.map((of, i) => ({ of, scenes: read.slice(i * each, (i + 1) * each) }))
  const loadable = results.filter(({ scenes }) => scenes.slice(0, -1).every(scene => scene.isLoaded))
  return {
    loadable: loadable.length,
    failed: loadable.filter(({ of, scenes }) => !isWhole(scenes.at(-1), of.merged)).map(({ of }) => of.name),
  }
}

function isWhole(oracle: OracleScene | undefined, text: string): boolean {
  const paths = readScene(text).nodes.map(node => node.path)
  return oracle?.isLoaded === true && JSON.stringify(oracle.nodes?.map(node => node.path)) === JSON.stringify(paths)
}
