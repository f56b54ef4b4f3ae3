/** What can be wrong with a scene, and what can be done about it. Plain data; rules in docs/spec/validate.md. */
import type { ConnectionId, NodeId, ResourceId } from '../scene.ts'

export const PROBLEM_KINDS = [
  'unreadable',
  'missing-resource',
  'path-case',
  'uid-mismatch',
  'duplicate-uid',
  'unknown-type',
  'dangling-path',
  'dangling-track',
  'dangling-connection',
  'missing-method',
  'duplicate-name',
  'cyclic-instance',
  'many-nodes',
  'awkward-path',
  'repaired',
  'recovered',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

/** `error`: Godot loses something of it. `warning`: something will not work. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info'

export interface Problem {
  /** The same as long as the problem is. Unique in a project. */
  readonly id: string
  readonly kind: ProblemKind
  readonly severity: Severity
  /** `res://…` */
  readonly scene: string
  /** Path of the node, where it is about one. */
  readonly node: string | null
  readonly nodeId: NodeId | null
  readonly property: string | null
  /** One plain sentence. */
  readonly text: string
  /** The value or file it is about. */
  readonly detail: string
  readonly fixes: readonly Fix[]
}

export interface Fix {
  /** Of its problem: `repoint:res://art/sea.png`. */
  readonly id: string
  readonly label: string
  /** What it does, one line for each change. */
  readonly preview: readonly string[]
  /** Nothing is guessed and nothing is lost: may be made for many at once without a look at each. */
  readonly isSafe: boolean
  readonly edits: readonly FixEdit[]
}

export type FixEdit =
  | { readonly kind: 'set'; readonly node: NodeId; readonly property: string; readonly value: string | null }
  /** Of a resource inside the scene; `resource` null: of the `[resource]` of a .tres. */
  | {
      readonly kind: 'set-resource'
      readonly resource: ResourceId | null
      readonly property: string
      readonly value: string | null
    }
  | { readonly kind: 'rename'; readonly node: NodeId; readonly name: string }
  | { readonly kind: 'retype'; readonly node: NodeId; readonly type: string }
  | { readonly kind: 'delete'; readonly node: NodeId }
  | { readonly kind: 'disconnect'; readonly connection: ConnectionId }
  | { readonly kind: 'repoint'; readonly resource: ResourceId; readonly path: string; readonly uid: string | null }
  /** Keeps what Weft did, as an edit of one's own. */
  | { readonly kind: 'accept-repair'; readonly repair: string }
  | { readonly kind: 'restore'; readonly repair: string }
