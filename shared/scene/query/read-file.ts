/** What a file of a project adds to its index, by its name. */
import { readScriptFacts } from '../../godot/script-facts.ts'
import type { CodecFault } from '../codec/fault.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import { createFileModel } from '../file-model.ts'
import { sceneOfModel } from '../model-scene.ts'
import type { ProjectIndex } from './project-index.ts'

export const PROJECT_FILE = 'res://project.godot'

/** Files whose content the index wants; of others only that they are there. */
export function isIndexed(path: string): boolean {
  return /\.(?:tscn|tres|gd|uid|import)$/i.test(path) || path === PROJECT_FILE
}

export function isSceneFile(path: string): boolean {
  return /\.(?:tscn|tres)$/i.test(path)
}

/**
 * `path` begins with `res://`. `ids`: identities of the sections, where a document has given them. Returns why a scene
 * cannot be read; the index then knows the file and nothing of its content.
 */
export function putFileText(
  index: ProjectIndex,
  path: string,
  text: string,
  ids?: readonly string[],
): CodecFault | null {
  if (isSceneFile(path)) {
    const parsed = parseSceneText(text)
    if (!parsed.ok) {
      index.forgetContent(path)
      return parsed.fault
    }
    index.putScene(path, sceneOfModel(createFileModel(parsed.value, ids)))
  } else if (/\.gd$/i.test(path)) index.putScript(path, readScriptFacts(text))
  else if (path === PROJECT_FILE) {
    index.setProject({
      version: /^config\/features=PackedStringArray\([^)]*"(\d+\.\d+)/m.exec(text)?.[1] ?? null,
      uses: [...text.matchAll(/"\*?((?:res|uid):\/\/[^"\n]+)"/g)].map(match => match[1] ?? ''),
    })
  } else if (/\.uid$/i.test(path))
    index.putUid(path.slice(0, -'.uid'.length), /^\s*(uid:\/\/\w+)/.exec(text)?.[1] ?? null)
  else if (/\.import$/i.test(path)) {
    index.putUid(path.slice(0, -'.import'.length), /^uid="(uid:\/\/[^"]+)"/m.exec(text)?.[1] ?? null)
  }
  return null
}
