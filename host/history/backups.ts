/**
 * Backups that make themselves: a place in the line of edits now and then, if something changed. They cost what was
 * edited since the one before, for they only keep it from being thinned away (STO13, STO14). None of the work here is
 * done while somebody waits: one document at a time, with pauses.
 */
import { AppError } from '../../shared/contract/errors.ts'
import type { BackupSettings, FileDifference, Version } from '../../shared/contract/history.ts'
import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import type { OpenReality } from '../realities/open-reality.ts'
import type { Schedule } from '../relay-client/schedule.ts'
import { lineageOf, openRealityStore } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'
import { plainId } from '../storage/stored-id.ts'
import { thinLog } from './thin-log.ts'
import type { OwnedVersions } from './versions.ts'

export interface Backups {
  /** Newest first. */
  list(): Version[]
  /** null where nothing changed since the last. */
  now(): Promise<Version | null>
  /** Throws AppError NOT_FOUND for an id that is no backup. */
  restore(id: string): Promise<FileDifference[]>
  settings(): BackupSettings
  setSettings(settings: BackupSettings): BackupSettings
}

export interface BackupsDeps {
  readonly disk: Store
  readonly current: OpenReality
  readonly versions: OwnedVersions
  readonly schedule: Schedule
  readonly log: { error(data: object, message: string): void }
}

const SETTING = { isOn: 'backups.on', everyMinutes: 'backups.minutes', retentionDays: 'backups.days' } as const
const DEFAULTS: BackupSettings = { isOn: true, everyMinutes: 60, retentionDays: 30 }
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** After opening, and between two documents that are thinned. */
const TIDY_AFTER_MS = 30_000
const TIDY_PAUSE_MS = 50

export function createBackups(deps: BackupsDeps): Backups & Disposable {
  const { disk, current, versions, schedule, log } = deps
  const { reality } = current.store
  let timer: Disposable | null = null
  let tidying: Disposable | null = schedule.after(TIDY_AFTER_MS, tidy)
  let isClosed = false

  function settings(): BackupSettings {
    return {
      isOn: disk.settings.get(SETTING.isOn) !== '0',
      everyMinutes: numberOr(disk.settings.get(SETTING.everyMinutes), DEFAULTS.everyMinutes),
      retentionDays: numberOr(disk.settings.get(SETTING.retentionDays), DEFAULTS.retentionDays),
    }
  }

  function last() {
    return disk.versions.all().findLast(row => row.reality === reality && row.kind === 'backup')
  }

  async function now(): Promise<Version | null> {
    await current.documents.whenStored()
    if (disk.edits.between(reality, last()?.position ?? 0, disk.edits.position()).documents === 0) return null
    return versions.create({ name: 'Backup', note: '', kind: 'backup' })
  }

  function soon(): void {
    if (isClosed || timer !== null || !settings().isOn) return
    const next = (last()?.time ?? 0) + settings().everyMinutes * MINUTE_MS
    timer = schedule.after(Math.max(MINUTE_MS, next - schedule.now()), () => {
      timer = null
      now().then(restartTidy, (error: unknown) => log.error({ err: error }, 'a backup could not be made'))
    })
  }

  function restartTidy(): void {
    if (isClosed) return
    tidying?.[Symbol.dispose]()
    tidying = schedule.after(TIDY_PAUSE_MS, tidy)
  }

  /** What is older than history is kept for goes: backups, realities that were thrown away, updates. */
  function tidy(): void {
    const time = schedule.now()
    const before = time - settings().retentionDays * DAY_MS
    const old = disk.versions.all().filter(row => row.kind !== 'version' && row.time < before)
    for (const row of old) disk.versions.delete(row.id)
    if (old.length > 0) versions.changed()
    forgetRealities(disk, time)
    thinNext(documentsWithHistory(disk), before)
  }

  function thinNext(rest: (readonly [reality: string, document: string])[], before: number): void {
    const [next, ...others] = rest
    if (next === undefined) {
      tidying = null
      return
    }
    const [of, document] = next
    const store = of === reality ? current.store : openRealityStore(disk, lineageOf(disk, of))
    let hasThinned = false
    try {
      hasThinned = thinLog(store, document, before, schedule.now())
    } catch (error) {
      // A damaged document keeps all it has.
      log.error({ err: error, document }, 'the history of a document could not be thinned')
    }
    tidying = schedule.after(hasThinned ? TIDY_PAUSE_MS : 0, () => thinNext(others, before))
  }

  const stored = current.documents.onDidStore(soon)

  return {
    list: () => versions.list('backup'),
    now,
    async restore(id) {
      if (disk.versions.get(id)?.kind !== 'backup') throw new AppError('NOT_FOUND', 'This backup is not here.')
      return versions.restore(id)
    },
    settings,
    setSettings(next) {
      disk.transaction(() => {
        disk.settings.set(SETTING.isOn, next.isOn ? '1' : '0')
        disk.settings.set(SETTING.everyMinutes, String(next.everyMinutes))
        disk.settings.set(SETTING.retentionDays, String(next.retentionDays))
      })
      timer?.[Symbol.dispose]()
      timer = null
      soon()
      restartTidy()
      return settings()
    },
    [Symbol.dispose]() {
      isClosed = true
      stored[Symbol.dispose]()
      timer?.[Symbol.dispose]()
      tidying?.[Symbol.dispose]()
    },
  }
}

/** RTY8: thrown away longer ago than they are kept for; not while another reality stands on them. */
function forgetRealities(disk: Store, time: number): void {
  const all = disk.realities.all()
  for (const { id, goneAt } of all) {
    if (goneAt === null || goneAt > time || all.some(other => other.parent === id)) continue
    disk.transaction(() => disk.realities.delete(id))
  }
}

function documentsWithHistory(disk: Store): (readonly [string, string])[] {
  const realities = [MAIN_REALITY, ...disk.realities.all().map(row => row.id)]
  return realities.flatMap(id => disk.edits.edited(id).map(({ document }) => [id, plainId(document)] as const))
}

function numberOr(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? '')
  return Number.isInteger(value) && value > 0 ? value : otherwise
}
