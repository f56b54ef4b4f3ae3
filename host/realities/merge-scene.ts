/** One scene in which two realities meet: by the same rules as a merge of files (MRG1, MRG4). */
import * as Y from 'yjs'
import type { RegisterValue } from '../../shared/registers/registers.ts'
import type { SceneDocument } from '../../shared/scene/document.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import type { MergeConflict } from '../../shared/scene/merge/conflict.ts'
import { readConflicts } from '../../shared/scene/merge/conflicts.ts'
import { meetingOf, mergeContext } from '../../shared/scene/merge/merge-context.ts'
import type { MergeSides } from '../../shared/scene/merge/merge-side.ts'
import { applyStrategy, type MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import type { Scene } from '../../shared/scene/scene.ts'
import type { UpdateOrigin } from '../documents/documents.ts'

export interface ForkedScene {
  readonly scene: Scene
  /** What a register said then. */
  readonly said: (register: string) => RegisterValue
}

export interface OtherSide {
  /** Its whole state, as update v1. */
  readonly update: Uint8Array
  readonly clocks: ReadonlyMap<number, number>
  readonly scene: Scene
  /** As both had it when they parted; null where that is no longer kept. */
  readonly base: ForkedScene | null
}

/** `seen`: what our side had seen before the merge. Returns what met. Doing it twice changes nothing more. */
export function mergeScene(
  { scene: document, editor }: { readonly scene: SceneDocument; readonly editor: SceneEditor },
  theirs: OtherSide,
  seen: ReadonlyMap<number, number>,
  strategy: MergeStrategy,
  origin: UpdateOrigin,
): MergeConflict[] {
  const sides: MergeSides = {
    base: {
      clocks: seenByBoth(seen, theirs.clocks),
      scene: theirs.base?.scene ?? null,
      said: theirs.base?.said ?? null,
    },
    ours: { clocks: seen, scene: document.scene },
    theirs,
  }
  Y.applyUpdate(document.doc, theirs.update, origin)
  if (isKnown(theirs.clocks, seen)) return []
  const fresh = new Set(document.registers.contested().filter(register => isFresh(document, register, seen)))
  const context = mergeContext(document, sides)
  const meeting = meetingOf(document, sides)
  const cycles = applyStrategy(editor, strategy, sides)
  const conflicts = readConflicts(context, meeting, cycles).filter(({ within }) => within === undefined)
  // What met in an earlier merge is in the review already.
  return conflicts.filter(({ register }) => register === undefined || fresh.has(register))
}

function isKnown(clocks: ReadonlyMap<number, number>, seen: ReadonlyMap<number, number>): boolean {
  return [...clocks].every(([client, clock]) => clock <= (seen.get(client) ?? 0))
}

function isFresh({ registers }: SceneDocument, register: string, seen: ReadonlyMap<number, number>): boolean {
  return registers.claims(register).some(({ writer }) => !registers.isSeenBy(register, writer, seen))
}

function seenByBoth(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const both = new Map<number, number>()
  for (const [client, clock] of a) both.set(client, Math.min(clock, b.get(client) ?? 0))
  return both
}
