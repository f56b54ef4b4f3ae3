/** A file as a scene: its text, what it inherits from, or why it cannot be read as one. */
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import type { CodecFault } from '../../shared/scene/codec/fault.ts'
import { fieldString, fieldText, parseSceneText, type SceneText } from '../../shared/scene/codec/scene-text.ts'

export type ReadScene =
  | { readonly ok: true; readonly text: string; readonly inherits: string | null }
  | { readonly ok: false; readonly fault: CodecFault }

const SCENE_NAME = /\.(?:tscn|tres)$/i

export function isSceneName(path: string): boolean {
  return SCENE_NAME.test(path)
}

export function readScene(bytes: Uint8Array): ReadScene {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const parsed = parseSceneText(decoded.value)
  if (!parsed.ok) return parsed
  return { ok: true, text: decoded.value, inherits: inheritedScene(parsed.value) }
}

/** `res://…` of the scene that the root is an instance of. */
function inheritedScene(file: SceneText): string | null {
  const root = file.sections.find(section => section.tag === 'node')
  if (root === undefined || fieldText(file, root, 'parent') !== undefined) return null
  const id = /^ExtResource\(\s*"?([^")\s]+)"?\s*\)$/.exec(fieldText(file, root, 'instance') ?? '')?.[1]
  if (id === undefined) return null
  const resource = file.sections.find(
    section =>
      section.tag === 'ext_resource' &&
      (fieldString(file, section, 'id') ?? fieldText(file, section, 'id')?.trim()) === id,
  )
  return resource === undefined ? null : (fieldString(file, resource, 'path') ?? null)
}
