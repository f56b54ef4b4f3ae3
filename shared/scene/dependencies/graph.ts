/**
 * What depends on what in a project: scenes, resources, scripts, images and everything they name. DEP1–DEP4
 *
 *     const graph = dependencyGraph(index)
 *     graph.files.get('res://levels/harbor.tscn')?.uses
 */
import type { ProjectIndex } from '../query/project-index.ts'
import { PROJECT_FILE } from '../query/read-file.ts'
import type { Scene } from '../scene.ts'
import { filePathOf } from '../validate/context.ts'

export type FileKind = 'scene' | 'resource' | 'script' | 'texture' | 'other'

/** `inherits`: the root of the scene is an instance. `load`: named in a script or in project.godot. */
export type UseKind = 'inherits' | 'instance' | 'script' | 'resource' | 'extends' | 'load'

export interface Use {
  /** `res://…`; the uid where that is all there is and it leads nowhere. */
  readonly path: string
  readonly kind: UseKind
  /** What Godot goes by. */
  readonly by: 'path' | 'uid'
}

export interface DependencyFile {
  readonly path: string
  readonly kind: FileKind
  /** Somebody names it, and it is not there. */
  readonly isMissing: boolean
  /** In the order of the file. */
  readonly uses: readonly Use[]
  /** By path. */
  readonly usedBy: readonly Use[]
}

export interface DependencyGraph {
  readonly files: ReadonlyMap<string, DependencyFile>
  /** Circles of files that use each other, each listed once, sorted. */
  readonly cycles: readonly (readonly string[])[]
}

/** Files beside others that Godot keeps for itself. */
const BESIDE = /\.(?:import|uid)$/

export function dependencyGraph(index: ProjectIndex): DependencyGraph {
  const uses = new Map<string, readonly Use[]>()
  for (const path of index.files) if (!BESIDE.test(path)) uses.set(path, usesOf(index, path))
  const usedBy = new Map<string, Use[]>()
  for (const [from, list] of [...uses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const use of list) {
      const users = usedBy.get(use.path)
      if (users === undefined) usedBy.set(use.path, [{ ...use, path: from }])
      else users.push({ ...use, path: from })
    }
  }
  const files = new Map<string, DependencyFile>()
  for (const path of [...new Set([...uses.keys(), ...usedBy.keys()])].sort()) {
    files.set(path, {
      path,
      kind: kindOf(path),
      isMissing: !index.files.has(path),
      uses: uses.get(path) ?? [],
      usedBy: usedBy.get(path) ?? [],
    })
  }
  return { files, cycles: findCycles(uses) }
}

function usesOf(index: ProjectIndex, path: string): Use[] {
  const scene = index.scenes.get(path)
  if (scene !== undefined) return sceneUses(index, path, scene)
  const script = index.scripts.get(path)
  if (script !== undefined) {
    const { base } = script
    const parent = base === null ? undefined : base.startsWith('res://') ? base : index.scriptOfClass(base)
    const loads = script.uses.filter(use => use !== base).map(use => namedUse(index, use))
    return unique([...(parent === undefined ? [] : [{ path: parent, kind: 'extends', by: 'path' } as const]), ...loads])
  }
  return path === PROJECT_FILE ? unique(index.projectUses.map(use => namedUse(index, use))) : []
}

function namedUse(index: ProjectIndex, use: string): Use {
  if (!use.startsWith('uid://')) return { path: use, kind: 'load', by: 'path' }
  return { path: index.pathOfUid(use) ?? use, kind: 'load', by: 'uid' }
}

function sceneUses(index: ProjectIndex, path: string, scene: Scene): Use[] {
  const root = scene.root === null ? undefined : scene.nodes.get(scene.root)
  const instances = new Set([...scene.nodes.values()].flatMap(node => node.instance ?? []))
  const uses: Use[] = []
  for (const resource of scene.resources.values()) {
    if (resource.kind !== 'external') continue
    const byUid = resource.uid === null ? null : index.pathOfUid(resource.uid)
    const target = byUid ?? filePathOf({ path }, resource) ?? resource.uid
    if (target === null) continue
    const kind: UseKind =
      resource.id === root?.instance
        ? 'inherits'
        : instances.has(resource.id)
          ? 'instance'
          : kindOf(target) === 'script'
            ? 'script'
            : 'resource'
    uses.push({ path: target, kind, by: byUid === null ? 'path' : 'uid' })
  }
  return unique(uses)
}

/** One of each target: the first. */
function unique(uses: readonly Use[]): Use[] {
  return [...new Map(uses.toReversed().map(use => [use.path, use])).values()].reverse()
}

export function kindOf(path: string): FileKind {
  if (/\.(?:tscn|scn|glb|gltf|blend|fbx|dae)$/i.test(path)) return 'scene'
  if (/\.(?:tres|res|material|theme|obj)$/i.test(path)) return 'resource'
  if (/\.(?:gd|cs|gdshader|gdshaderinc)$/i.test(path)) return 'script'
  if (/\.(?:png|jpe?g|webp|svg|bmp|tga|exr|hdr|dds|ktx)$/i.test(path)) return 'texture'
  return 'other'
}

/** Strongly connected parts with more than one file, and files that use themselves (Tarjan, without deep calls). */
function findCycles(uses: ReadonlyMap<string, readonly Use[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const cycles: string[][] = []
  for (const start of uses.keys()) {
    if (order.has(start)) continue
    const work: { path: string; next: number }[] = [{ path: start, next: 0 }]
    while (work.length > 0) {
      const top = work.at(-1)
      if (top === undefined) break
      const { path } = top
      if (top.next === 0) {
        order.set(path, order.size)
        low.set(path, order.get(path) ?? 0)
        stack.push(path)
        onStack.add(path)
      }
      const target = uses.get(path)?.[top.next]?.path
      top.next += 1
      if (target !== undefined) {
        if (!uses.has(target)) continue
        if (!order.has(target)) work.push({ path: target, next: 0 })
        else if (onStack.has(target)) low.set(path, Math.min(low.get(path) ?? 0, order.get(target) ?? 0))
        continue
      }
      work.pop()
      const above = work.at(-1)
      if (above !== undefined) low.set(above.path, Math.min(low.get(above.path) ?? 0, low.get(path) ?? 0))
      if (low.get(path) !== order.get(path)) continue
      const part = stack.splice(stack.indexOf(path))
      for (const each of part) onStack.delete(each)
      const isCircle = part.length > 1 || uses.get(path)?.some(use => use.path === path)
      if (isCircle === true) cycles.push(part.sort())
    }
  }
  return cycles.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
