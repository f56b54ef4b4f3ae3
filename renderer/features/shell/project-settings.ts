/** What the window takes from a project's `project.godot`: where the game begins, and how large its window is. */
import { type ConfigText, getConfigValue, parseConfigText } from '../../../shared/scene/codec/config-text.ts'
import { parseVariant } from '../../../shared/scene/codec/variant.ts'
import type { AppSession } from '../../session/app-session.ts'

export interface ProjectSettings {
  /** `res://…`; null where none is set, or only a uid. */
  readonly mainScene: string | null
  /** Size of the game's window in pixels. */
  readonly gameWindow: { readonly x: number; readonly y: number }
}

/** Godot's own defaults (project settings `display/window/size/…`). */
const DEFAULT_WINDOW = { x: 1152, y: 648 }
export const NO_SETTINGS: ProjectSettings = { mainScene: null, gameWindow: DEFAULT_WINDOW }

/** A project without readable settings has the defaults. */
export async function readProjectSettings({ api }: AppSession): Promise<ProjectSettings> {
  const read = await api.files.readText({ path: 'res://project.godot' }).catch(() => null)
  const parsed = read === null ? null : parseConfigText(read.text)
  return parsed?.ok ? settingsOf(parsed.value) : NO_SETTINGS
}

export function settingsOf(file: ConfigText): ProjectSettings {
  const scene = textOf(getConfigValue(file, 'application', 'run/main_scene'))
  const size = (name: string, otherwise: number) => {
    const value = Number(getConfigValue(file, 'display', `window/size/${name}`) ?? otherwise)
    return Number.isFinite(value) && value > 0 ? value : otherwise
  }
  return {
    mainScene: scene?.startsWith('res://') ? scene : null,
    gameWindow: { x: size('viewport_width', DEFAULT_WINDOW.x), y: size('viewport_height', DEFAULT_WINDOW.y) },
  }
}

function textOf(text: string | undefined): string | null {
  const parsed = text === undefined ? null : parseVariant(text)
  return parsed?.ok && parsed.value.type === 'String' ? parsed.value.value : null
}
