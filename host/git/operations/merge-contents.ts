/**
 * How a file that both sides changed is merged: scenes and resources by what they mean, settings by their keys where
 * their lines met, everything else by its lines.
 */
import type { Hash } from '../../../shared/repo/git-object.ts'
import type { MergeContents } from '../../../shared/repo/merge-file.ts'
import { mergeTextFile } from '../../../shared/repo/merge-text-file.ts'
import { mergeUnion } from '../../../shared/repo/merge-union.ts'
import type { Kept } from '../../../shared/repo/text-merge.ts'
import type { ContentConflict } from '../../../shared/repo/tree-conflict.ts'
import { decodeText } from '../../../shared/scene/codec/encoding.ts'
import type { MergeConflict } from '../../../shared/scene/merge/conflict.ts'
import { mergeScenes } from '../../../shared/scene/merge/merge-scenes.ts'
import type { MergeStrategy } from '../../../shared/scene/merge/strategy.ts'
import { loadPropertyOrder } from '../../godot-classes.ts'
import type { MergedFile as MergeRecorded } from '../../merges/merge-records.ts'
import type { Repository } from '../engine.ts'

export interface ContentMerger {
  /** The strategy, for what is no scene. */
  readonly keep: Kept
  readonly mergeContents: MergeContents
  /** Scenes in which something met, for the review list. */
  readonly scenes: MergeRecorded[]
}

export interface ContentMergerDeps {
  readonly repository: Repository
  readonly now: () => number
  readonly strategy: MergeStrategy
}

export function createContentMerger({ repository, now, strategy }: ContentMergerDeps): ContentMerger {
  const keep: Kept = strategy === 'manual' ? 'base' : strategy === 'theirs' ? 'theirs' : 'ours'
  const scenes: MergeRecorded[] = []
  const read = async (hash: Hash | null) => (hash === null ? new Uint8Array() : repository.readBlob(hash))

  function mergeAsScene(path: string, sides: Record<'base' | 'ours' | 'theirs', Uint8Array>) {
    const texts = { base: decodeText(sides.base), ours: decodeText(sides.ours), theirs: decodeText(sides.theirs) }
    if (!texts.base.ok || !texts.ours.ok || !texts.theirs.ok) return null
    const decoded = { base: texts.base.value, ours: texts.ours.value, theirs: texts.theirs.value }
    const merged = mergeScenes(decoded, strategy, { propertyOrder: loadPropertyOrder() })
    if (!merged.ok) return null
    if (!merged.clean) scenes.push({ ...merged, path, texts: decoded, strategy, time: now() })
    return merged
  }

  return {
    keep,
    scenes,
    async mergeContents({ path, base, ours, theirs }) {
      const sides = { base: await read(base), ours: await read(ours), theirs: await read(theirs) }
      const driver = await repository.mergeDriver(path)
      if (driver === 'binary') return { kind: 'binary' }
      const scene = /\.(?:tscn|tres)$/i.test(path) ? mergeAsScene(path, sides) : null
      if (scene !== null) {
        const hash = await repository.writeBlob(Buffer.from(scene.text, 'utf8'))
        return { kind: 'merged', hash, places: scene.conflicts.filter(isShown).map(placeOf) }
      }
      const merged = driver === 'union' ? mergeUnion(sides) : mergeTextFile(path, sides, keep)
      if (merged.kind === 'binary') return merged
      const hash = await repository.writeBlob(merged.bytes)
      return { kind: 'merged', hash, places: merged.conflicts.map(each => ({ kind: 'text', ...each })) }
    },
  }
}

/** A conflict within another is shown by that. */
function isShown({ within }: MergeConflict): boolean {
  return within === undefined
}

function placeOf({ node, property, resource, kind, base, ours, theirs }: MergeConflict): ContentConflict {
  return { kind: 'scene', node, what: property ?? resource?.type ?? kind, base, ours, theirs }
}
