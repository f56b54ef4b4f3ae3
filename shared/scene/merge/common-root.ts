/**
 * A base for two files that were added under one path and have none: what both surely have in common is a scene with
 * that root, or a resource of that type, and nothing in it.
 */
import type { SceneText } from '../codec/scene-text.ts'
import { parseSceneText } from '../codec/scene-text.ts'

/** Git gives an empty file where there is no base. */
export function isNoBase(text: string): boolean {
  return text.trim() === ''
}

/** Only the first tag, and that of the root or of the main resource. */
export function commonRoot(ours: SceneText): SceneText {
  const tags = [ours.sections[0], ours.sections.find(section => section.tag === 'node' || section.tag === 'resource')]
  const text = `${tags
    .filter(section => section !== undefined)
    .map(section => ours.text.slice(section.start, section.tagEnd))
    .join('\n\n')}\n`
  // An inherited scene's root refers to a resource, which is none of the common.
  const parsed = parseSceneText(text.replace(/ instance=ExtResource\([^)]*\)/, ''))
  if (!parsed.ok) throw new Error(`The first tags of a scene cannot be read: ${parsed.fault.reason}`)
  return parsed.value
}
