/**
 * Where a past moment stands in the line of edits (STO12), so that it can be named as the present one is: a place is
 * all that a version holds on to. RTY10: only a place at which the whole workspace can still be read is given out.
 *
 *     placeOf(current, { kind: 'moment', path: 'res://harbor.tscn', sequence: 12 })
 *     placeOf(current, { kind: 'time', time: Date.UTC(2026, 10, 25, 14) })
 */
import { AppError } from '../../shared/contract/errors.ts'
import type { PastMoment } from '../../shared/contract/history.ts'
import { projectPath } from '../files/safe-path.ts'
import type { OpenReality } from '../realities/open-reality.ts'
import { type Lineage, openRealityStore, type RealityStore } from '../storage/reality-store.ts'
import { type Moment, sequenceIn, treeAt } from './moment.ts'

export interface Place {
  /** The one that stood there: before its fork a reality's past is its parent's. */
  readonly reality: string
  readonly position: number
  /** Unix ms, of the edit after which it is. */
  readonly time: number
}

/** Throws AppError NOT_FOUND where there was no such moment, or it is no longer kept as a whole. */
export function placeOf({ store, tree }: Pick<OpenReality, 'store' | 'tree'>, at: PastMoment): Place {
  const { position, time } = at.kind === 'time' ? placeAtTime(store, at.time) : placeInScene({ store, tree }, at)
  const lineage = standingAt(store.lineage, position)
  if (!isWhole({ store: openRealityStore(store.disk, lineage), position })) {
    throw new AppError('NOT_FOUND', 'This moment is no longer kept.')
  }
  return { reality: lineage.id, position, time }
}

type Found = Omit<Place, 'reality'>

function placeAtTime({ disk }: RealityStore, time: number): Found {
  const edit = disk.edits.newestAt(time)
  if (edit === undefined) throw new AppError('NOT_FOUND', 'Nothing is known of a time that long ago.')
  return { position: edit.number, time: edit.time }
}

function placeInScene(
  { store, tree }: Pick<OpenReality, 'store' | 'tree'>,
  { path, sequence }: Extract<PastMoment, { kind: 'moment' }>,
): Found {
  const document = tree.byPath(projectPath(path))?.document ?? null
  if (document === null) throw new AppError('NOT_FOUND', 'There is no scene at this path.', { path })
  if (store.log.last(document) === 0 && sequence === 0) return untouched(store, document)
  const number = numberOf(store, document, Math.max(1, sequence))
  const time = store.edits.timeOf(document, Math.max(1, sequence))
  if (number === undefined || time === undefined) throw new AppError('NOT_FOUND', 'There is no such moment.', { path })
  // As it was born is how it stood just before its first edit.
  return { position: sequence === 0 ? number - 1 : number, time }
}

/** A scene that nobody has changed: it has always been as it is. */
function untouched({ edits, documents }: RealityStore, document: string): Found {
  return { position: edits.position(), time: documents.get(document)?.time ?? 0 }
}

function numberOf(store: RealityStore, document: string, sequence: number): number | undefined {
  const segment = store.segments(document).find(({ after, through }) => after < sequence && sequence <= through)
  return segment === undefined ? undefined : store.disk.edits.numberOf(segment.document, sequence)
}

function standingAt(lineage: Lineage, position: number): Lineage {
  const { fork } = lineage
  return fork !== null && position <= fork.position ? standingAt(fork.from, position) : lineage
}

/** STO14: what is older than history is kept for may be gone, in one document and not in the next. */
function isWhole(moment: Moment): boolean {
  using past = treeAt(moment)
  return past.tree.entries.every(({ document }) => document === null || isKept(moment, document))
}

function isKept(moment: Moment, document: string): boolean {
  const { log, snapshots } = moment.store
  const sequence = sequenceIn(moment, document)
  return sequence >= log.floor(document) || snapshots.list(document).some(({ through }) => through === sequence)
}
