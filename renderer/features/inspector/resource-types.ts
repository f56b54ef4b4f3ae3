/** Which files and classes can stand where a resource is asked for. Pure. */
import type { FileEntry } from '../../../shared/contract/data.ts'
import type { ClassDatabase } from '../../../shared/godot/classes.ts'
import { readResourceTypes } from './hints.ts'

/** What a file is to Godot, by its name; null for a `.tres`, which may be anything. */
export function typeOfFile(file: FileEntry): string | null {
  const extension = file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase()
  if (file.kind === 'image') return 'Texture2D'
  if (file.kind === 'audio') return 'AudioStream'
  if (file.kind === 'scene') return 'PackedScene'
  if (extension === 'gd' || extension === 'cs') return 'Script'
  if (extension === 'gdshader') return 'Shader'
  if (extension === 'ttf' || extension === 'otf' || extension === 'woff2' || extension === 'woff') return 'FontFile'
  if (file.kind === 'model') return extension === 'obj' ? 'Mesh' : 'PackedScene'
  return null
}

export function fittingFiles(
  classes: ClassDatabase,
  files: readonly FileEntry[],
  hintString: string,
): { file: FileEntry; type: string }[] {
  const { bases } = readResourceTypes(hintString)
  const known = bases.filter(base => classes.exists(base))
  return files.flatMap(file => {
    if (file.path.endsWith('.tres') || file.path.endsWith('.res')) return [{ file, type: known[0] ?? 'Resource' }]
    const type = typeOfFile(file)
    if (type === null) return []
    const fits = known.length === 0 || known.some(base => classes.inherits(type, base) || classes.inherits(base, type))
    return fits ? [{ file, type }] : []
  })
}

/** Classes of which a new one can be made inside the scene. */
export function creatableTypes(classes: ClassDatabase, hintString: string): string[] {
  const { bases, not } = readResourceTypes(hintString)
  const known = bases.filter(base => classes.exists(base))
  const found = (known.length === 0 ? ['Resource'] : known).flatMap(base => classes.resourceTypes(base))
  return [...new Set(found)]
    .filter(type => classes.isInstantiable(type) && !not.has(type) && type !== 'Resource')
    .sort()
}
