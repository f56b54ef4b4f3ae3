/** The `uid://` by which Godot finds a file again after a move; null where it has none. */
import { isAppError } from '../../shared/contract/errors.ts'
import type { ApiClient } from './host-link.ts'
import type { SceneSession } from './scene-session.ts'

export async function uidOf(api: ApiClient, session: SceneSession, path: string): Promise<string | null> {
  const own = session.sceneAt(path)?.header.get('uid')
  if (own !== undefined) return own.replaceAll('"', '')
  const isImported = !/\.(gd|gdshader|tscn|tres)$/.test(path)
  const beside = /\.(gd|gdshader)$/.test(path) ? `${path}.uid` : isImported ? `${path}.import` : path
  try {
    const { text } = await api.files.readText({ path: beside })
    return /uid:\/\/[a-z0-9]+/.exec(text.slice(0, 4000))?.[0] ?? null
  } catch (error) {
    // Godot has not seen the file yet, or it is too large to look into: a reference by path alone is as good.
    if (isAppError(error)) return null
    throw error
  }
}
