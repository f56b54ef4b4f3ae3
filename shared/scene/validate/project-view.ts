/** The project as validation sees it. */
import type { ClassDatabase } from '../../godot/classes.ts'
import type { ScriptFacts } from '../../godot/script-facts.ts'
import type { ProjectIndex } from '../query/project-index.ts'
import { instanceOf } from '../query/type-names.ts'
import type { Scene } from '../scene.ts'

export interface ProjectView {
  readonly classes: ClassDatabase
  hasFile(path: string): boolean
  /** The file that differs from a path only in case. */
  fileInOtherCase(path: string): string | null
  /** Files of the same name elsewhere. */
  filesNamed(name: string): readonly string[]
  pathOfUid(uid: string): string | null
  filesWithUid(uid: string): readonly string[]
  /** null where it is not known. */
  uidOf(path: string): string | null
  sceneAt(path: string): Scene | undefined
  scriptAt(path: string): ScriptFacts | undefined
  scriptOfClass(name: string): string | undefined
  /** The project is of a newer Godot than the class database: that may have classes which this one lacks. */
  readonly isNewer: boolean
  /** Extensions bring classes of their own: a type that Godot does not know may be one of theirs. */
  readonly hasExtensions: boolean
  /** Scenes on circles of instances and inheritance, by scene: the scenes that lead back to it. */
  cycleOf(path: string): readonly string[] | null
}

/** Of one version of the index. `isJudged` false: whether such a file is there cannot be told. */
export function projectView(index: ProjectIndex, isJudged: (path: string) => boolean = () => true): ProjectView {
  let byName: Map<string, string[]> | null = null
  let byLower: Map<string, string> | null = null
  let cycles: ReadonlyMap<string, readonly string[]> | null = null
  return {
    classes: index.classes,
    hasFile: path => index.files.has(path) || !isJudged(path),
    fileInOtherCase(path) {
      byLower ??= new Map([...index.files].map(file => [file.toLowerCase(), file]))
      const found = byLower.get(path.toLowerCase())
      return found === undefined || found === path ? null : found
    },
    filesNamed(name) {
      if (byName === null) {
        byName = new Map()
        for (const file of index.files) {
          const key = file.slice(file.lastIndexOf('/') + 1)
          const list = byName.get(key)
          if (list === undefined) byName.set(key, [file])
          else list.push(file)
        }
      }
      return [...(byName.get(name) ?? [])].sort()
    },
    pathOfUid: uid => index.pathOfUid(uid),
    filesWithUid: uid => index.filesWithUid(uid),
    uidOf: path => index.uidOf(path),
    sceneAt: path => index.scenes.get(path),
    scriptAt: path => index.scriptAt(path),
    scriptOfClass: name => index.scriptOfClass(name),
    isNewer: isNewer(index.godotVersion, index.classes.version),
    hasExtensions: [...index.files].some(file => file.endsWith('.gdextension')),
    cycleOf(path) {
      cycles ??= instanceCycles(index)
      return cycles.get(path) ?? null
    },
  }
}

/** Both begin with major and minor number. */
function isNewer(project: string | null, classes: string): boolean {
  const [a = 0, b = 0] = (project ?? '').split('.').map(Number)
  const [c = 0, d = 0] = classes.split('.').map(Number)
  return a > c || (a === c && b > d)
}

/** Scenes that are, through instances and inheritance, part of themselves. */
function instanceCycles(index: ProjectIndex): Map<string, readonly string[]> {
  const below = new Map<string, Set<string>>()
  for (const { facts } of index.segments()) {
    below.set(facts.path, new Set(facts.nodes.flatMap(node => instanceOf(index, node) ?? [])))
  }
  const found = new Map<string, readonly string[]>()
  for (const start of below.keys()) {
    const way = wayBack(below, start)
    if (way !== null) found.set(start, way)
  }
  return found
}

/** The shortest way from a scene to itself; null where there is none. */
function wayBack(below: ReadonlyMap<string, ReadonlySet<string>>, start: string): string[] | null {
  const from = new Map<string, string>()
  const waiting = [start]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const next of below.get(at) ?? []) {
      if (next === start) {
        const way = [at]
        for (let back = at; back !== start; ) {
          back = from.get(back) ?? start
          way.unshift(back)
        }
        return way
      }
      if (from.has(next)) continue
      from.set(next, at)
      waiting.push(next)
    }
  }
  return null
}
