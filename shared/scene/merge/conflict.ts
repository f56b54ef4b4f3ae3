/** What met in a merge, as data: the shape that the command line prints and the review keeps. */
import type { CodecFault } from '../codec/fault.ts'

export type ConflictKind =
  /** A property of a node, or a part of one. */
  | 'property'
  | 'name'
  | 'type'
  | 'instance'
  | 'parent'
  /** Another field of a node's tag. */
  | 'field'
  | 'group'
  | 'editable'
  | 'connection'
  /** A property of a resource, or the resource itself. */
  | 'resource'
  /** A property of a `.tres`, or a field of the file's first tag. */
  | 'scene'
  /** One side deleted what the other worked on, or moved elsewhere. */
  | 'deleted'
  /** Moves of both that would have made a circle. */
  | 'cycle'

export type Chosen = 'ours' | 'theirs' | 'both' | 'base'

export interface NodePaths {
  readonly base: string | null
  readonly ours: string | null
  readonly theirs: string | null
  readonly result: string | null
}

/** An edit below what the other side deleted. */
export interface LostEdit {
  /** `position`, `name`, `group enemies`, `added`. */
  readonly what: string
  readonly base: string | null
  readonly value: string | null
}

export interface MergeConflict {
  /** The same each time these texts are merged: what a choice names. */
  readonly id: string
  readonly kind: ConflictKind
  /** In the result; in ours, theirs or the base where it is not there. */
  readonly node: string
  readonly property?: string
  /** Godot text, a name or a path; null = not there. */
  readonly base: string | null
  readonly ours: string | null
  readonly theirs: string | null
  readonly chosen: Chosen
  readonly paths: NodePaths
  /** The register that met; none where a whole node did. */
  readonly register?: string
  readonly resource?: { readonly type: string; readonly name: string }
  readonly edits?: readonly LostEdit[]
  /** Only there because the node at this path is, which is listed itself: nobody has to look at it. */
  readonly within?: string
}

export interface MergeNotice {
  readonly kind: 'renamed' | 'cycle' | 'dangling' | 'moved'
  readonly node: string
  readonly text: string
}

export type MergeResult =
  | {
      readonly ok: true
      readonly text: string
      /** Nothing met. */
      readonly clean: boolean
      readonly conflicts: readonly MergeConflict[]
      readonly notices: readonly MergeNotice[]
    }
  | { readonly ok: false; readonly side: 'base' | 'ours' | 'theirs'; readonly fault: CodecFault }

export type ConflictSubject = 'register' | 'dropped' | 'name' | 'deleted' | 'cycle'

/** `about`: a register key or a node id. */
export function conflictId(subject: ConflictSubject, about: string): string {
  return `${subject}|${about}`
}

/** An id comes from outside: an unknown subject is for the caller to leave alone. */
export function splitConflictId(id: string): readonly [subject: string, about: string] {
  const bar = id.indexOf('|')
  return [id.slice(0, bar), id.slice(bar + 1)]
}
