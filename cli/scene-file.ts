/** Scene files for the `weft scene` commands: read whole, refused with the place of the fault. */
import { readFile } from 'node:fs/promises'
import * as Y from 'yjs'
import { decodeText } from '../shared/scene/codec/encoding.ts'
import type { CodecFault } from '../shared/scene/codec/fault.ts'
import { parseSceneText } from '../shared/scene/codec/scene-text.ts'
import { openSceneDocument, type SceneDocument } from '../shared/scene/document.ts'
import { buildSeed } from '../shared/scene/seed.ts'
import { Failure } from './failure.ts'

/** A document born from the file. Throws Failure UNREADABLE, or the system's error. */
export async function readSceneFile(file: string): Promise<SceneDocument> {
  const text = await readSceneText(file)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update, { kind: 'seed' })
  return openSceneDocument(doc)
}

/** The text of a file that can be read as a scene. Throws Failure UNREADABLE, or the system's error. */
export async function readSceneText(file: string): Promise<string> {
  const decoded = decodeText(await readFile(file))
  if (!decoded.ok) throw unreadable(file, decoded.fault)
  const parsed = parseSceneText(decoded.value)
  if (!parsed.ok) throw unreadable(file, parsed.fault)
  return decoded.value
}

export function unreadable(file: string, { line, column, reason }: CodecFault): Failure {
  const hint = 'mend the file, or take it back from version control; Weft has left it as it is'
  return new Failure('UNREADABLE', `${file}:${line}:${column}: ${reason}.`, hint)
}
