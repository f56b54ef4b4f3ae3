/** What `weft scene diff` compares: a file, or `REV:PATH` of the Git repository around the current folder (DIFF10). */
import { readFile, stat } from 'node:fs/promises'
import { readRevision } from '../host/drivers/git/revisions.ts'
import { decodeText } from '../shared/scene/codec/encoding.ts'
import type { SceneDiff } from '../shared/scene/diff/diff-scenes.ts'
import { diffTexts } from '../shared/scene/diff/diff-texts.ts'
import { badUse } from './failure.ts'
import { unreadable } from './scene-file.ts'

/** Two sources compared. Throws Failure UNREADABLE with the place of the fault. */
export async function diffSources(from: string, to: string): Promise<SceneDiff> {
  return diffBytes({ name: from, bytes: await readBytes(from) }, { name: to, bytes: await readBytes(to) })
}

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export function diffBytes(from: NamedBytes, to: NamedBytes): SceneDiff {
  const diff = diffTexts(decode(from), decode(to))
  if (!diff.ok) throw unreadable({ from, to }[diff.side].name, diff.fault)
  return diff.value
}

function decode({ name, bytes }: NamedBytes): string {
  const decoded = decodeText(bytes)
  if (!decoded.ok) throw unreadable(name, decoded.fault)
  return decoded.value
}

async function readBytes(source: string): Promise<Uint8Array> {
  const colon = source.indexOf(':')
  const kind = await kindOf(source)
  if (kind === 'folder') throw badUse(`${source} is a folder.`, 'give a .tscn or .tres file')
  if (colon < 0 || kind === 'file') return readFile(source)
  return readRevision(source.slice(0, colon), source.slice(colon + 1), { folder: process.cwd() })
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    // Not to be read as a file: then Git may know it, or reading it says why not.
    return 'nothing'
  }
}
