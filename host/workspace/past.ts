/** History, time travel, versions, backups and realities of one workspace, built together. */

import type { Author } from '../../shared/contract/history.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import type { HostDocument } from '../documents/documents.ts'
import { openInThread } from '../git/thread/open-in-thread.ts'
import { type Backups, createBackups } from '../history/backups.ts'
import { createSceneHistory, type SceneHistory } from '../history/scene-history.ts'
import { createVersions, type OwnedVersions } from '../history/versions.ts'
import { createBranchHead } from '../realities/branch-head.ts'
import { createRealities, type OwnedRealities } from '../realities/realities.ts'
import { createRealityBranches, type OwnedRealityBranches } from '../realities/reality-branches.ts'
import { createSharedRealities, type SharedRealities } from '../realities/shared-realities.ts'
import type { Schedule } from '../relay-client/schedule.ts'
import { createSideBySide, type SideBySide } from '../side-by-side/side-by-side.ts'
import { createTimeTravel, type TimeTravel } from '../time-travel/time-travel.ts'
import type { Project } from './project.ts'

export interface Past extends AsyncDisposable {
  readonly history: SceneHistory
  readonly versions: OwnedVersions
  readonly backups: Backups
  readonly realities: OwnedRealities
  readonly sharedRealities: SharedRealities
  readonly timeTravel: TimeTravel
  readonly sideBySide: SideBySide
  readonly branches: OwnedRealityBranches
}

export interface PastDeps {
  readonly project: Project
  readonly person: () => NonNullable<Author>
  readonly random: (bytes: number) => Uint8Array
  readonly isOutboxOn: () => boolean
  readonly schedule: Schedule
  readonly options: ExportOptions
  readonly realitiesDocument: HostDocument
  /** Something new may need the bytes of files. */
  readonly keepBytes: () => void
}

export function openPast(deps: PastDeps): Past {
  const { project, person, random, isOutboxOn, schedule, options, keepBytes } = deps
  const { now, log } = project
  const { disk } = project.store
  const hasBytes = (hash: string) => disk.blobs.has(hash) || project.table.byHash(hash) !== undefined
  const shared = { disk, current: project, now, random, options, hasBytes, keepBytes }
  const versions = createVersions({ ...shared, author: person })
  const backups = createBackups({ disk, current: project, versions, schedule, log })
  const retentionDays = () => backups.settings().retentionDays
  const timeTravel = createTimeTravel({ project, options, hasBytes, openRepository: openInThread })
  const git = createBranchHead({ folder: project.folder, now })
  const canBranch = git.isThere
  const realities = createRealities({ ...shared, log, versions, person, isOutboxOn, retentionDays, canBranch })
  const sideBySide = createSideBySide({ project, realities, options })
  return {
    history: createSceneHistory(project, options),
    versions,
    backups,
    realities,
    sharedRealities: createSharedRealities({
      disk,
      current: project,
      realities,
      document: deps.realitiesDocument,
      now,
    }),
    timeTravel,
    sideBySide,
    branches: createRealityBranches({ disk, realities, git, notices: project.notices, log }),
    async [Symbol.asyncDispose]() {
      timeTravel[Symbol.dispose]()
      backups[Symbol.dispose]()
      await sideBySide[Symbol.asyncDispose]()
      await git[Symbol.asyncDispose]()
    },
  }
}
