/**
 * What is known of a whole project, in memory: its scenes resolved and indexed, its scripts, its files and their uids.
 * Whoever owns it puts in what changed; queries, validation and the graph of dependencies read it.
 *
 *     const index = createProjectIndex(classes)
 *     index.putFile('res://levels/harbor.tscn')
 *     index.putScene('res://levels/harbor.tscn', scene)
 */
import type { ClassDatabase } from '../../godot/classes.ts'
import type { ScriptFacts } from '../../godot/script-facts.ts'
import type { Scene } from '../scene.ts'
import { headerUid, readFacts } from './facts.ts'
import { createSegment, type Segment } from './segment.ts'
import type { TypeSources } from './type-names.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

export interface ProjectIndex extends TypeSources {
  readonly classes: ClassDatabase
  /** Counts up with every change. */
  readonly version: number
  /** `res://…` paths of all files, folders not. */
  readonly files: ReadonlySet<string>
  /** Scenes and resource files that could be read. */
  readonly scenes: ReadonlyMap<string, Scene>
  readonly scripts: ReadonlyMap<string, ScriptFacts>
  /** `4.6` of `config/features` in project.godot; null where it says nothing. */
  readonly godotVersion: string | null
  /** Files that project.godot names: the main scene, autoloads, the icon. */
  readonly projectUses: readonly string[]
  /** Of scenes and resource files, in the order of their paths. */
  segments(): readonly Segment[]
  vocabulary(): Vocabulary
  uidOf(path: string): string | null
  /** Of several files with one uid, the first by path. */
  pathOfUid(uid: string): string | null
  filesWithUid(uid: string): readonly string[]
  putFile(path: string): void
  putScene(path: string, scene: Scene): void
  putScript(path: string, script: ScriptFacts): void
  setProject(facts: { readonly version: string | null; readonly uses: readonly string[] }): void
  /** From a `.uid` or `.import` file beside it. */
  putUid(path: string, uid: string | null): void
  /** What was known of its content, where it cannot be read any more. */
  forgetContent(path: string): void
  remove(path: string): void
}

export function createProjectIndex(classes: ClassDatabase): ProjectIndex {
  const files = new Set<string>()
  const scenes = new Map<string, Scene>()
  const segments = new Map<string, Segment>()
  const scripts = new Map<string, ScriptFacts>()
  const scriptClasses = new Map<string, string>()
  const uids = new Map<string, string>()
  const byUid = new Map<string, Set<string>>()
  let version = 0
  let godotVersion: string | null = null
  let projectUses: readonly string[] = []
  let sorted: readonly Segment[] | null = null
  let words: Vocabulary | null = null

  function changed(): void {
    version += 1
    sorted = null
    words = null
  }

  function setUid(path: string, uid: string | null): void {
    const before = uids.get(path)
    if (before === (uid ?? undefined)) return
    if (before !== undefined) {
      byUid.get(before)?.delete(path)
      uids.delete(path)
    }
    if (uid === null) return
    uids.set(path, uid)
    const holders = byUid.get(uid)
    if (holders === undefined) byUid.set(uid, new Set([path]))
    else holders.add(path)
  }

  function forget(path: string): void {
    scenes.delete(path)
    segments.delete(path)
    const className = scripts.get(path)?.className ?? null
    if (className !== null && scriptClasses.get(className) === path) scriptClasses.delete(className)
    scripts.delete(path)
  }

  const filesWithUid = (uid: string) => [...(byUid.get(uid) ?? [])].filter(path => files.has(path)).sort()

  return {
    classes,
    get version() {
      return version
    },
    files,
    scenes,
    scripts,
    get godotVersion() {
      return godotVersion
    },
    get projectUses() {
      return projectUses
    },
    setProject(facts) {
      godotVersion = facts.version
      projectUses = facts.uses
      changed()
    },
    segments() {
      sorted ??= [...segments.values()].sort((a, b) => (a.facts.path < b.facts.path ? -1 : 1))
      return sorted
    },
    vocabulary() {
      words ??= createVocabulary(segments.values(), scripts.values(), classes)
      return words
    },
    nodesOf: path => segments.get(path)?.facts.nodes,
    scriptAt: path => scripts.get(path),
    scriptOfClass: name => scriptClasses.get(name),
    uidOf: path => uids.get(path) ?? null,
    pathOfUid: uid => filesWithUid(uid)[0] ?? null,
    filesWithUid,
    putFile(path) {
      if (files.has(path)) return
      files.add(path)
      changed()
    },
    putScene(path, scene) {
      if (scenes.get(path) === scene) return
      scenes.set(path, scene)
      segments.set(path, createSegment(readFacts(path, scene)))
      setUid(path, headerUid(scene))
      changed()
    },
    putScript(path, script) {
      forget(path)
      scripts.set(path, script)
      if (script.className !== null) scriptClasses.set(script.className, path)
      changed()
    },
    putUid(path, uid) {
      setUid(path, uid)
      changed()
    },
    forgetContent(path) {
      forget(path)
      changed()
    },
    remove(path) {
      if (!files.delete(path)) return
      forget(path)
      setUid(path, null)
      changed()
    },
  }
}
