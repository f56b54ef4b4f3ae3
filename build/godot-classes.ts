/** Makes `shared/godot/classes.json` anew from a real Godot: `node build/with-node24.mjs build/godot-classes.ts`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findGodot, runGodot, temporaryProfile } from './godot.ts'
import { type DumpedClass, type DumpedHeader, encodeClasses, printClasses } from './godot-classes-encode.ts'

const script = fileURLToPath(new URL('godot-classes.gd', import.meta.url))
const target = fileURLToPath(new URL('../shared/godot/classes.json', import.meta.url))

const godot = await findGodot({ log: line => console.error(line) })
if ('missing' in godot) throw new Error(godot.missing)
const project = await mkdtemp(join(tmpdir(), 'weft-classes-'))
try {
  await writeFile(join(project, 'project.godot'), 'config_version=5\n')
  const args = ['--headless', '--no-header', '--path', project, '--script', script]
  await using profile = await temporaryProfile()
  const limits = { timeoutMs: 120_000, outputLimitBytes: 64 * 1024 * 1024 }
  const { stdout, stderr } = await runGodot(godot, args, { ...limits, env: profile.env })
  if (!stdout.includes('@@DONE')) throw new Error(`Godot did not finish:\n${stderr}`)
  const [header] = readMarked<DumpedHeader>(stdout, '@@HEADER ')
  if (header === undefined) throw new Error('Godot printed no header')
  const text = printClasses(encodeClasses(header, readMarked<DumpedClass>(stdout, '@@CLASS ')))
  await writeFile(target, text)
  console.log(`${target}: ${Buffer.byteLength(text)} bytes, ${header.version}`)
} finally {
  await rm(project, { recursive: true })
}

function readMarked<T>(output: string, marker: string): T[] {
  const lines = output.split('\n').filter(line => line.startsWith(marker))
  return lines.map(line => JSON.parse(line.slice(marker.length)) as T)
}
