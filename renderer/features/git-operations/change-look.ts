/** How a changed file of the repository is marked, and which file of the project it is. */
import type { FileEntry, WaitingChange } from '../../../shared/contract/data.ts'
import type { RepoStatusEntry } from '../../../shared/contract/repo-data.ts'

/** The four signs that differences have everywhere; what met has a mark of its own. */
export function signOfStatus(status: Exclude<RepoStatusEntry['status'], 'conflicted'>): WaitingChange['kind'] {
  switch (status) {
    case 'added':
    case 'untracked':
      return 'added'
    case 'deleted':
      return 'removed'
    case 'modified':
      return 'changed'
    case 'renamed':
      return 'moved'
  }
}

/** `res://…` for a path of the repository; null for one beside the project. */
export function projectPath(path: string, prefix: string): string | null {
  return path.startsWith(prefix) ? `res://${path.slice(prefix.length)}` : null
}

/** The path in the repository of `res://…`. */
export function repositoryPath(path: string, prefix: string): string {
  return prefix + path.slice('res://'.length)
}

export function splitPath(path: string): { readonly name: string; readonly folder: string } {
  const slash = path.lastIndexOf('/')
  return { name: path.slice(slash + 1), folder: path.slice(0, Math.max(0, slash)) }
}

export function isScenePath(path: string): boolean {
  return /\.(?:tscn|tres)$/.test(path)
}

export function isImagePath(path: string): boolean {
  return /\.(?:png|jpe?g|webp|gif|bmp|svg)$/i.test(path)
}

const kinds: readonly (readonly [RegExp, FileEntry['kind']])[] = [
  [/\.tscn$/, 'scene'],
  [/\.(?:tres|res)$/, 'resource'],
  [/\.(?:gd|cs|gdshader)$/, 'script'],
  [/\.(?:png|jpe?g|webp|gif|bmp|svg)$/i, 'image'],
  [/\.(?:ogg|wav|mp3)$/i, 'audio'],
  [/\.(?:glb|gltf|obj|fbx|blend)$/i, 'model'],
  [/\.(?:md|txt|json|cfg|toml|ya?ml|godot|csv|import)$/, 'text'],
]

/** For its icon: a file of an older commit need not be in the project. */
export function kindOfPath(path: string): FileEntry['kind'] {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'
}
