/**
 * Named places in the line of edits: versions that somebody named, backups, and those from before a merge. Making one
 * is one row (STO13); restoring one is a new edit (RTY6).
 */
import { AppError } from '../../shared/contract/errors.ts'
import type { Author, FileDifference, PastMoment, Version } from '../../shared/contract/history.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import type { OpenReality } from '../realities/open-reality.ts'
import type { VersionKind, VersionRow } from '../storage/history-tables.ts'
import { lineageOf, openRealityStore } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'
import { createEmitter } from '../workspace/emitter.ts'
import { compareMoments } from './compare-moments.ts'
import type { Moment } from './moment.ts'
import { type Place, placeOf } from './place-in-line.ts'
import { restoreWorkspace } from './restore-workspace.ts'

export interface Versions {
  /** Newest first. */
  list(kind?: VersionKind): Version[]
  /** Of the workspace as it is stored now, or as it was at a moment. Throws AppError NOT_FOUND for one that is not kept. */
  create(options: {
    readonly name: string
    readonly note: string
    readonly kind?: VersionKind
    readonly at?: PastMoment | undefined
  }): Promise<Version>
  /** Throws AppError NOT_FOUND, as do all below. */
  rename(id: string, change: { readonly name: string; readonly note?: string | undefined }): Version
  remove(id: string): void
  /** From then to now. */
  differences(id: string): Promise<FileDifference[]>
  /** Throws AppError BAD_REQUEST for one of another reality, whose past is not this one's. */
  restore(id: string): Promise<FileDifference[]>
  onDidChange(listener: () => void): Disposable
}

export interface OwnedVersions extends Versions {
  /** A row for how a reality stands, for whoever writes it in a transaction with something else. */
  rowOf(reality: string, kind: VersionKind, name: string, note: string): VersionRow
  readonly changed: () => void
}

export interface VersionsDeps {
  readonly disk: Store
  /** The reality of the workspace. */
  readonly current: OpenReality
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly author: () => Author
  readonly options: ExportOptions
  readonly hasBytes: (hash: string) => boolean
  /** A version may need bytes that only a file has. */
  readonly keepBytes: () => void
}

const ID_BYTES = 9

export function createVersions(deps: VersionsDeps): OwnedVersions {
  const { disk, current, now, random, author, options } = deps
  const changed = createEmitter()

  function get(id: string): VersionRow {
    const row = disk.versions.get(id)
    if (row === undefined) throw new AppError('NOT_FOUND', 'This version is not here.', { version: id })
    return row
  }

  function rowOf(reality: string, kind: VersionKind, name: string, note: string): VersionRow {
    return rowAt({ reality, position: disk.edits.position(), time: now() }, kind, name, note)
  }

  function rowAt({ reality, position, time }: Place, kind: VersionKind, name: string, note: string): VersionRow {
    const earlier = disk.versions.all().filter(row => row.reality === reality && row.position <= position)
    const since = disk.edits.between(reality, earlier.at(-1)?.position ?? 0, position)
    return {
      id: Buffer.from(random(ID_BYTES)).toString('hex'),
      kind,
      name,
      note,
      reality,
      position,
      time,
      author: kind === 'backup' ? null : author(),
      sizeBytes: since.sizeBytes,
      changed: since.documents,
    }
  }

  function momentOf(row: VersionRow): Moment {
    return { store: openRealityStore(disk, lineageOf(disk, row.reality)), position: row.position }
  }

  function put(row: VersionRow): Version {
    disk.versions.put(row)
    changed.fire()
    return shown(row)
  }

  return {
    list: kind =>
      disk.versions
        .all()
        .filter(row => kind === undefined || row.kind === kind)
        .map(shown)
        .reverse(),
    async create({ name, note, kind = 'version', at }) {
      await current.documents.whenStored()
      const { reality } = current.store
      const row = at === undefined ? rowOf(reality, kind, name, note) : rowAt(placeOf(current, at), kind, name, note)
      const made = put(row)
      deps.keepBytes()
      return made
    },
    rename: (id, { name, note }) => put({ ...get(id), name, ...(note !== undefined && { note }) }),
    remove(id) {
      get(id)
      disk.versions.delete(id)
      changed.fire()
    },
    async differences(id) {
      const row = get(id)
      await current.documents.whenStored()
      return compareMoments(momentOf(row), { store: current.store, position: null }, options)
    },
    async restore(id) {
      const row = get(id)
      if (!isInPastOf(current, row)) {
        throw new AppError('BAD_REQUEST', `${row.name} is a version of another reality.`, {
          hint: 'Switch to that reality to restore it.',
        })
      }
      return restoreWorkspace(current, momentOf(row), deps)
    },
    onDidChange: changed.on,
    rowOf,
    changed: changed.fire,
  }
}

function isInPastOf({ store }: OpenReality, { reality, position }: VersionRow): boolean {
  let limit = Number.MAX_SAFE_INTEGER
  for (let at = store.lineage; ; at = at.fork.from) {
    if (at.id === reality) return position <= limit
    if (at.fork === null) return false
    limit = Math.min(limit, at.fork.position)
  }
}

function shown({ id, name, note, kind, time, author, reality, sizeBytes, changed }: VersionRow): Version {
  return { id, name, note, kind, time, author, reality, sizeBytes, changedFiles: changed }
}
