/** What `weft scene diff` compares: a file, or `REV:PATH` of the Git repository around the current folder (DIFF10). */
import { readFile, stat } from 'node:fs/promises'
import { readRevision } from '../host/drivers/git/revisions.ts'
import { decodeText } from '../shared/scene/codec/encoding.ts'
import { parseSceneText, type SceneText } from '../shared/scene/codec/scene-text.ts'
import { badUse } from './failure.ts'
import { unreadable } from './scene-file.ts'

export async function readSceneSource(source: string): Promise<SceneText> {
  return parseScene(source, await readBytes(source))
}

/** Throws Failure UNREADABLE with the place of the fault. */
export function parseScene(name: string, bytes: Uint8Array): SceneText {
  const decoded = decodeText(bytes)
  if (!decoded.ok) throw unreadable(name, decoded.fault)
  const parsed = parseSceneText(decoded.value)
  if (!parsed.ok) throw unreadable(name, parsed.fault)
  return parsed.value
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
