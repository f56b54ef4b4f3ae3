/**
 * What a scene means, resolved from its document: plain, immutable data for screens, diffs and export.
 *
 * A new `Scene` comes with every change; nodes, resources and connections that did not change keep their identity
 * (`===`), so that a list of 10,000 rows redraws only what moved.
 */

/** Identity of a node. Survives renames, moves, export and intake (see docs/spec/scene.md, ID rules). */
export type NodeId = string & { readonly __brand: 'NodeId' }
/** Identity of an external or internal resource of one scene. Not the file's `1_ab3de`. */
export type ResourceId = string & { readonly __brand: 'ResourceId' }
export type ConnectionId = string & { readonly __brand: 'ConnectionId' }

export interface Scene {
  /** `scene` for .tscn, `resource` for .tres (then `root` is null and `main` holds the `[resource]` section). */
  readonly kind: 'scene' | 'resource'
  readonly format: number
  /** Fields of the first tag (uid, type, script_class, …) as raw Godot text. */
  readonly header: ReadonlyMap<string, string>
  readonly root: NodeId | null
  readonly nodes: ReadonlyMap<NodeId, SceneNode>
  readonly resources: ReadonlyMap<ResourceId, SceneResource>
  /** Properties of the `[resource]` section of a .tres. */
  readonly main: ReadonlyMap<string, string>
  readonly connections: ReadonlyMap<ConnectionId, SceneConnection>
  /** Instances whose inner nodes may be overridden (`[editable path]`), as node ids. */
  readonly editable: ReadonlySet<NodeId>
  /** The same for instances that lie inside others; `rest` is the path within `node`. */
  readonly editableInside: readonly NodeTarget[]
  /** Cycles broken, names made unique, work under deleted nodes, dangling references. */
  readonly repairs: readonly Repair[]
  readonly contested: readonly Contested[]
}

export interface SceneNode {
  readonly id: NodeId
  readonly name: string
  /** Class name, or null for an instance and for an override of an inner node. */
  readonly type: string | null
  readonly parent: NodeId | null
  readonly children: readonly NodeId[]
  /** The scene this node is an instance of. On the root: the scene this one inherits from. */
  readonly instance: ResourceId | null
  /** True where the block overrides a node that comes from an instanced or inherited scene. */
  readonly isOverride: boolean
  readonly groups: readonly string[]
  /** Raw Godot value text by property name, in file order; NodePaths and resource references as they will be written. */
  readonly properties: ReadonlyMap<string, string>
  /** Other fields of the tag (unique_id, index, owner, instance_placeholder, …) as raw Godot text. */
  readonly fields: ReadonlyMap<string, string>
}

export interface SceneResource {
  readonly id: ResourceId
  readonly kind: 'external' | 'internal'
  readonly type: string
  /** External only: `res://…`. */
  readonly path: string | null
  readonly uid: string | null
  /** The id the file uses, e.g. `3_k2x9a`. A name for export, never an identity. */
  readonly localId: string
  readonly properties: ReadonlyMap<string, string>
}

export interface SceneConnection {
  readonly id: ConnectionId
  readonly signal: string
  /** A node, and the rest of the path where it leads into an instance. */
  readonly from: NodeTarget
  readonly to: NodeTarget
  readonly method: string
  /** Raw Godot text, null where the file has none. */
  readonly flags: string | null
  readonly binds: string | null
  readonly unbinds: string | null
}

export interface NodeTarget {
  /** null when the path leads nowhere in this scene; then `rest` is the whole path. */
  readonly node: NodeId | null
  readonly rest: string
}

/** One register that several people set without knowing of each other. The same list on every peer. */
export interface Contested {
  /** Register key, e.g. `n/<node>/p/position`. */
  readonly register: string
  readonly owner: RegisterOwner
  /** Property or field name as a user knows it: `position`, `name`, `parent`, `group enemies`. */
  readonly label: string
  /** The value in use. */
  readonly chosen: Claim
  /** The others, best first. */
  readonly others: readonly Claim[]
  /** What all of them were set from, where known; as `Claim.text`. */
  readonly base: string | null
  readonly isBaseKnown: boolean
}

export type RegisterOwner =
  | { readonly kind: 'node'; readonly id: NodeId }
  | { readonly kind: 'resource'; readonly id: ResourceId }
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  | { readonly kind: 'scene' }

export interface Claim {
  /** Key of the writer in `SceneDocument.people`. */
  readonly writer: string
  /** The value as shown to a user (Godot text, a name, a node path); null = absent (deleted, reset to default). */
  readonly text: string | null
  /** Unix time in ms, or 0 where unknown. */
  readonly time: number
}

export type Repair =
  /** Moves that made a circle: `node` was put back under `under`. */
  | { readonly kind: 'cycle'; readonly node: NodeId; readonly under: NodeId | null; readonly wanted: NodeId }
  /** The parent is not known here (yet): kept under the root. */
  | { readonly kind: 'orphan'; readonly node: NodeId; readonly wanted: NodeId }
  /** Work by others under a deleted node, unseen by whoever deleted it. `node` is the top of what can be restored. */
  | {
      readonly kind: 'recovered'
      readonly node: NodeId
      readonly name: string
      readonly deletedTop: NodeId
      readonly deletedBy: string
      readonly workBy: readonly string[]
      readonly changes: number
      readonly where: NodeId | null
    }
  /** Two siblings had one name: `node` shows as `name`, though it was named `wanted`. */
  | { readonly kind: 'renamed'; readonly node: NodeId; readonly name: string; readonly wanted: string }
  /** A reference that leads to a node which is gone. */
  | {
      readonly kind: 'dangling'
      readonly owner: RegisterOwner
      readonly property: string
      readonly text: string
      /** Somebody looked at it and left it as it is. */
      readonly isLeft: boolean
    }
