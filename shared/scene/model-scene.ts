/** What a text says as a scene, without a document: for comparing, merging and drawing states that nobody edits. */
import * as Y from 'yjs'
import { openRegisters } from '../registers/registers.ts'
import type { FileModel } from './file-model.ts'
import { createSceneResolver } from './resolve-scene.ts'
import type { Scene } from './scene.ts'

/** The same reading as that of a document born from this text; identities are the model's own. */
export function sceneOfModel(model: FileModel): Scene {
  const registers = openRegisters(new Y.Doc().getMap('registers'))
  const { scene } = createSceneResolver(model, registers).resolve(null)
  registers.dispose()
  return scene
}
