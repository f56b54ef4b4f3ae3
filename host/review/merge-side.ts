/** From which of two realities a value came, where they met in a merge. */
import * as Y from 'yjs'
import type { Claim, Contested } from '../../shared/scene/scene.ts'
import type { ReviewedScene } from './reviewed-scene.ts'

/** A merge says the preferred values again while it runs: they are a little younger than the merge itself. */
const MERGE_SPAN_MS = 60_000

/** The name of the reality; null where it met otherwise, or was set since. */
export function sideOf({ scene, merge }: ReviewedScene, { register, chosen }: Contested, claim: Claim): string | null {
  if (merge == null) return null
  const seen = Y.decodeStateVector(merge.before)
  if (scene.registers.isSeenBy(register, claim.writer, seen)) return merge.into
  if (claim !== chosen) return claim.time <= merge.time ? merge.from : null
  if (claim.time > merge.time + MERGE_SPAN_MS || merge.strategy === 'manual') return null
  return merge.strategy === 'theirs' ? merge.from : merge.into
}
