/** What one state of a scene says otherwise than another, in the words of people and scripts (docs/spec/diff.md). */

export const CHANGE_KINDS = [
  'node-added',
  'node-removed',
  'node-moved',
  'node-reordered',
  'node-renamed',
  'node-retyped',
  'property-changed',
  'group-added',
  'group-removed',
  'connection-added',
  'connection-removed',
  'resource-added',
  'resource-removed',
  'resource-changed',
] as const

export type ChangeKind = (typeof CHANGE_KINDS)[number]

export type ChangeOwner =
  | { readonly kind: 'scene' }
  | { readonly kind: 'node'; readonly id: string }
  /** `localId` as the file has it that has the resource. */
  | { readonly kind: 'resource'; readonly id: string; readonly localId: string; readonly type: string }
  | { readonly kind: 'connection'; readonly id: string; readonly node: string | null }

export interface SceneChange {
  /** The same for the same thing in every comparison of these two states, also the other way round. */
  readonly id: string
  readonly kind: ChangeKind
  /** Path in the second state; in the first for what is gone. Of a resource: the first node that refers to it, or `.`. */
  readonly node: string
  readonly owner: ChangeOwner
  /** Property, field or group; the signal of a connection. */
  readonly property: string | null
  /** Godot text, a path, a name or a type; null where there was none. */
  readonly from: string | null
  readonly to: string | null
  /** The entries, components, cells or keys of the value that differ, where it has such; null where it is one thing. */
  readonly parts: readonly PartChange[] | null
}

export interface PartChange {
  readonly part: string
  readonly from: string | null
  readonly to: string | null
}

export type ChangeSummary = Partial<Record<ChangeKind, number>>

/** How many of each kind; kinds that do not occur are left out. */
export function summarise(changes: readonly SceneChange[]): ChangeSummary {
  const summary: ChangeSummary = {}
  for (const kind of CHANGE_KINDS) {
    const count = changes.reduce((sum, change) => sum + (change.kind === kind ? 1 : 0), 0)
    if (count > 0) summary[kind] = count
  }
  return summary
}
