/** A scene for tests, without a document. */
import { parseSceneText } from '../codec/scene-text.ts'
import { createFileModel } from '../file-model.ts'
import { sceneOfModel } from '../model-scene.ts'
import type { Scene } from '../scene.ts'

export function sceneFromText(text: string): Scene {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(`${parsed.fault.reason}, line ${parsed.fault.line}`)
  return sceneOfModel(createFileModel(parsed.value))
}
