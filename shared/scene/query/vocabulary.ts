/** The words that a project's queries can be completed with. */
import type { ClassDatabase } from '../../godot/classes.ts'
import type { ScriptFacts } from '../../godot/script-facts.ts'
import type { Segment } from './segment.ts'

export interface Vocabulary {
  /** Classes that the project uses, with how many nodes. */
  readonly types: ReadonlyMap<string, number>
  /** Every class of a node that Godot has. */
  readonly classes: readonly string[]
  readonly scriptClasses: readonly string[]
  readonly groups: ReadonlyMap<string, number>
  readonly properties: ReadonlyMap<string, number>
  readonly signals: ReadonlyMap<string, number>
  /** Without `res://`. */
  readonly scripts: ReadonlyMap<string, number>
  readonly resources: ReadonlyMap<string, number>
  readonly instances: ReadonlyMap<string, number>
  /** With `/` at the end. */
  readonly folders: ReadonlyMap<string, number>
}

export function createVocabulary(
  segments: Iterable<Segment>,
  scripts: Iterable<ScriptFacts>,
  classes: ClassDatabase,
): Vocabulary {
  const made = {
    types: new Map<string, number>(),
    groups: new Map<string, number>(),
    properties: new Map<string, number>(),
    signals: new Map<string, number>(),
    scripts: new Map<string, number>(),
    resources: new Map<string, number>(),
    instances: new Map<string, number>(),
    folders: new Map<string, number>(),
  }
  for (const segment of segments) {
    for (const [key, list] of segment.types) if (key.startsWith('t:')) count(made.types, key.slice(2), list.length)
    for (const [group, list] of segment.groups) count(made.groups, group, list.length)
    for (const [name, list] of segment.properties) count(made.properties, name, list.length)
    for (const [signal, list] of segment.signals) count(made.signals, signal, list.length)
    for (const [path, list] of segment.scripts) count(made.scripts, inner(path), list.length)
    for (const [path, list] of segment.resources) count(made.resources, inner(path), list.length)
    for (const [path, list] of segment.instances) count(made.instances, inner(path), list.length)
    const path = inner(segment.facts.path)
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      count(made.folders, path.slice(0, slash + 1), segment.facts.nodes.length)
    }
  }
  const scriptClasses = [...scripts].flatMap(({ className }) => className ?? []).sort()
  return { ...made, classes: classes.nodeTypes(), scriptClasses }
}

function count(into: Map<string, number>, key: string, more: number): void {
  into.set(key, (into.get(key) ?? 0) + more)
}

function inner(path: string): string {
  return path.startsWith('res://') ? path.slice(6) : path
}
