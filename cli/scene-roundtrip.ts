import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import * as Y from 'yjs'
import { parseConfigText } from '../shared/scene/codec/config-text.ts'
import { decodeText } from '../shared/scene/codec/encoding.ts'
import type { CodecFault } from '../shared/scene/codec/fault.ts'
import { parseSceneText } from '../shared/scene/codec/scene-text.ts'
import { openSceneDocument } from '../shared/scene/document.ts'
import { exportScene } from '../shared/scene/export.ts'
import { seedBase } from '../shared/scene/file-base.ts'
import { buildSeed } from '../shared/scene/seed.ts'
import { badUse } from './failure.ts'

export interface RoundtripReport {
  readonly files: number
  readonly identical: number
  readonly different: readonly string[]
  readonly failed: readonly { readonly file: string; readonly line: number; readonly reason: string }[]
}

export function sceneRoundtripCommand(): Command {
  return new Command('roundtrip')
    .description('read scene and resource files into documents and back, and say whether every byte is the same')
    .argument('<path...>', '.tscn and .tres files, project.godot, or folders with them')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  weft scene roundtrip levels ui/menu.tscn --json\n')
    .action(async (paths: string[], { json }: { json?: true }) => {
      const report = await roundtrip(paths)
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : print(report))
      if (report.identical !== report.files) process.exitCode = 1
    })
}

export async function roundtrip(paths: readonly string[]): Promise<RoundtripReport> {
  const files: string[] = []
  for (const path of paths) files.push(...(await filesAt(path)))
  let identical = 0
  const different: string[] = []
  const failed: { file: string; line: number; reason: string }[] = []
  for (const file of files) {
    const result = roundtripBytes(file, await readFile(file))
    if (result === 'identical') identical += 1
    else if (result === 'different') different.push(file)
    else failed.push({ file, line: result.line, reason: result.reason })
  }
  return { files: files.length, identical, different, failed }
}

function roundtripBytes(file: string, bytes: Buffer): 'identical' | 'different' | CodecFault {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded.fault
  const text = isConfig(file) ? throughCodec(decoded.value) : throughDocument(decoded.value)
  if (typeof text !== 'string') return text
  return Buffer.from(text, 'utf8').equals(bytes) ? 'identical' : 'different'
}

function throughCodec(text: string): string | CodecFault {
  const parsed = parseConfigText(text)
  return parsed.ok ? parsed.value.text : parsed.fault
}

/** Seed, document, its encoded state, another document, and text again. */
function throughDocument(text: string): string | CodecFault {
  const parsed = parseSceneText(text)
  if (!parsed.ok) return parsed.fault
  const born = new Y.Doc()
  Y.applyUpdate(born, buildSeed(text).update, { kind: 'seed' })
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(born), { kind: 'storage' })
  const document = openSceneDocument(copy)
  const written = exportScene(document, seedBase(document)).text
  document.dispose()
  return written
}

async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) {
    if (isScene(path) || isConfig(path)) return [path]
    throw badUse(`${path} is not a scene.`, 'give .tscn and .tres files, project.godot, or folders')
  }
  const found: string[] = []
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name)
    if (entry.isDirectory() && !entry.name.startsWith('.')) found.push(...(await filesAt(inner)))
    else if (entry.isFile() && (isScene(entry.name) || isConfig(entry.name))) found.push(inner)
  }
  return found
}

function isScene(file: string): boolean {
  return /\.(tscn|tres)$/.test(file)
}

function isConfig(file: string): boolean {
  return basename(file) === 'project.godot'
}

function print({ files, identical, different, failed }: RoundtripReport): string {
  const lines = [`${identical} of ${files} files are the same, byte for byte.`]
  for (const file of different) lines.push(`different: ${file}`)
  for (const { file, line, reason } of failed) lines.push(`failed: ${file}:${line}: ${reason}`)
  return lines.map(line => `${line}\n`).join('')
}
