/** Scenes for tests: a text opened as a document with an editor whose ids can be foretold. */
import * as Y from 'yjs'
import { openSceneDocument, type SceneDocument } from '../document.ts'
import { createSceneEditor, type SceneEditor } from '../editor.ts'
import { nodeAtPath } from '../reference.ts'
import type { NodeId, SceneNode } from '../scene.ts'
import { buildSeed } from '../seed.ts'

export interface TestScene {
  readonly doc: Y.Doc
  readonly document: SceneDocument
  readonly editor: SceneEditor
  /** The node at a path from the root; throws where there is none. */
  readonly at: (path: string) => SceneNode
  readonly id: (path: string) => NodeId
}

/** `client` tells replicas apart and makes their random ids differ. */
export function openText(text: string, client = 1): TestScene {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, buildSeed(text).update, 'seed')
  const document = openSceneDocument(doc)
  let drawn = client * 7919
  const random = (count: number) =>
    Uint8Array.from({ length: count }, () => {
      drawn = (Math.imul(drawn, 1103515245) + 12345) >>> 0
      return drawn >>> 16
    })
  const editor = createSceneEditor(document, {
    person: { name: `P${client}`, color: client % 10 },
    now: () => 1000 + client,
    random,
  })
  const at = (path: string): SceneNode => {
    const node = document.scene.nodes.get((nodeAtPath(document.scene, path) ?? '') as NodeId)
    if (node === undefined) throw new Error(`no node at ${path}`)
    return node
  }
  return { doc, document, editor, at, id: path => at(path).id }
}

/** Everybody gets everything. */
export function meet(...scenes: readonly TestScene[]): void {
  for (let round = 0; round < 2; round += 1) {
    for (const to of scenes) {
      for (const from of scenes) {
        if (to !== from) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), { kind: 'relay' })
      }
    }
  }
}
