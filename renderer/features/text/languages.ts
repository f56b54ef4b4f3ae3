/** The highlighter for a file, by its name; each is fetched when a file needs it. */
import { StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'

/** Empty for a file that is only text. */
export async function languageOf(path: string): Promise<Extension> {
  switch (endingOf(path)) {
    case 'gd':
      return (await import('./gdscript.ts')).gdscript
    case 'json':
    case 'jsonc':
    case 'json5':
      return (await import('@codemirror/lang-json')).json()
    case 'md':
      return (await import('@codemirror/lang-markdown')).markdown()
    case 'gdshader':
    case 'gdshaderinc':
    case 'glsl':
    case 'hlsl':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/clike')).shader)
    case 'cs':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/clike')).csharp)
    case 'py':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/python')).python)
    case 'toml':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/toml')).toml)
    case 'yaml':
    case 'yml':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/yaml')).yaml)
    case 'godot':
    case 'cfg':
    case 'ini':
    case 'gdextension':
    case 'editorconfig':
      return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/properties')).properties)
    default:
      return []
  }
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase()
}
