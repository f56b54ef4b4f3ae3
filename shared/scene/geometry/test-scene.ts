/** For tests: a scene from the text of its file, with the real class database. */

import * as Y from 'yjs'
import classesJson from '../../godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../godot/classes.ts'
import { openSceneDocument } from '../document.ts'
import type { Scene } from '../scene.ts'
import { buildSeed } from '../seed.ts'
import { type OutlineDeps, outlineOf } from './outline.ts'
import type { OutlineItem } from './outline-item.ts'

const classes = createClassDatabase(classesJson)

export function sceneOf(text: string): Scene {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update, 'seed')
  const document = openSceneDocument(doc)
  const { scene } = document
  document.dispose()
  return scene
}

export function testDeps(given: Partial<OutlineDeps> = {}): OutlineDeps {
  return {
    classes,
    sceneAt: () => undefined,
    imageSize: () => undefined,
    viewport: { x: 1152, y: 648 },
    ...given,
  }
}

/** Without other scenes and images, unless given. */
export function outlineOfText(text: string, given: Partial<OutlineDeps> = {}): readonly OutlineItem[] {
  return outlineOf(sceneOf(text), testDeps(given))
}

export function itemNamed(items: readonly OutlineItem[], name: string): OutlineItem {
  const item = items.find(candidate => candidate.name === name)
  if (item === undefined) throw new Error(`no item ${name} among ${items.map(({ name }) => name).join(', ')}`)
  return item
}
