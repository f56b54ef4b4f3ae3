/**
 * One scene, as everybody edits it: a Y.Doc with the seed's text and the registers set since.
 *
 * Owner's duties: give it a document that holds its seed, call `dispose`.
 *
 *     const document = openSceneDocument(doc)
 *     document.onDidChange(({ scene }) => draw(scene))
 */
import type * as Y from 'yjs'
import { AppError } from '../contract/errors.ts'
import { openRegisters, type Registers } from '../registers/registers.ts'
import { parseSceneText } from './codec/scene-text.ts'
import { createFileModel, type FileModel } from './file-model.ts'
import { createSceneResolver, type SceneResolver } from './resolve-scene.ts'
import type { NodeId, Scene } from './scene.ts'
import { readSeed } from './seed.ts'

export interface Person {
  readonly name: string
  /** Index into the ten hues of people. */
  readonly color: number
}

export interface SceneChange {
  readonly scene: Scene
  readonly previous: Scene
  /** True where this replica made the change. */
  readonly isLocal: boolean
  readonly origin: unknown
  readonly writers: readonly string[]
  readonly nodes: ReadonlySet<NodeId>
  readonly registers: ReadonlySet<string>
}

export interface SceneDocument {
  readonly doc: Y.Doc
  readonly scene: Scene
  readonly people: ReadonlyMap<string, Person>
  readonly registers: Registers
  readonly resolver: SceneResolver
  /** What the file said when the document was born. */
  readonly seed: FileModel
  onDidChange(listener: (change: SceneChange) => void): () => void
  dispose(): void
}

export const REGISTERS_MAP = 'registers'
export const PEOPLE_MAP = 'people'

/** Throws AppError UNREADABLE for a document without a readable seed, or one of a newer format. */
export function openSceneDocument(doc: Y.Doc): SceneDocument {
  const parsed = parseSceneText(readSeed(doc))
  if (!parsed.ok) {
    throw new AppError('UNREADABLE', `The scene this document was born from cannot be read: ${parsed.fault.reason}`)
  }
  return documentOver(createFileModel(parsed.value), doc)
}

/** A document over a text whose sections have identities already: registers set in `doc` stand on top of it. */
export function documentOver(seed: FileModel, doc: Y.Doc): SceneDocument {
  const registers = openRegisters(doc.getMap(REGISTERS_MAP))
  const resolver = createSceneResolver(seed, registers)
  const people = readPeople(doc)
  const listeners = new Set<(change: SceneChange) => void>()
  let scene = resolver.resolve(null).scene

  const stop = registers.onDidChange(({ registers: changed, writers, transaction }) => {
    const previous = scene
    const resolved = resolver.resolve(changed)
    scene = resolved.scene
    const change: SceneChange = {
      scene,
      previous,
      isLocal: transaction.local,
      origin: transaction.origin,
      writers: [...writers].sort(),
      nodes: resolved.touched,
      registers: changed,
    }
    for (const listener of listeners) listener(change)
  })

  return {
    doc,
    get scene() {
      return scene
    },
    people: people.map,
    registers,
    resolver,
    seed,
    onDidChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stop()
      people.dispose()
      registers.dispose()
      listeners.clear()
    },
  }
}

/** Writers by key, as they said who they are. */
function readPeople(doc: Y.Doc): { map: ReadonlyMap<string, Person>; dispose(): void } {
  const source = doc.getMap(PEOPLE_MAP)
  const people = new Map<string, Person>()
  const read = (writer: string) => {
    const value = source.get(writer)
    if (!Array.isArray(value)) return
    const [name, color] = value as unknown[]
    if (typeof name === 'string') people.set(writer, { name: name.slice(0, 60), color: hue(color) })
  }
  for (const writer of source.keys()) read(writer)
  const observer = (event: Y.YMapEvent<unknown>) => {
    for (const writer of event.keysChanged) read(writer)
  }
  source.observe(observer)
  return { map: people, dispose: () => source.unobserve(observer) }
}

function hue(color: unknown): number {
  return typeof color === 'number' && Number.isInteger(color) && color >= 0 && color < 10 ? color : 0
}
