/** Everything that works on one project folder, built in order and disposed in reverse. */
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { WorkspaceState } from '../shared/contract/data.ts'
import { findUsersGit } from './drivers/git/users-git.ts'
import { loadPropertyOrder } from './godot-classes.ts'
import type { Profile } from './profile/profile.ts'
import { realSchedule } from './relay-client/schedule.ts'
import { createRepo } from './repo/create-repo.ts'
import type { Repo } from './repo/repo.ts'
import { createReview, type OpenReview } from './review/review.ts'
import { createTextSearch, type TextSearch } from './search/content/text-search.ts'
import { createSearch, type OpenSearch } from './search/search.ts'
import type { createPresenceHub } from './server/presence-hub.ts'
import { createShareSession, type ShareSession } from './sharing/share-session.ts'
import type { StartRelay } from './sharing/start-relay.ts'
import { createTreeEdits, type TreeEdits } from './tree/tree-edits.ts'
import { openWorkspace } from './workspace/open-workspace.ts'
import type { Workspace } from './workspace/workspace.ts'

export interface OpenedProject extends AsyncDisposable {
  readonly workspace: Workspace
  readonly review: OpenReview
  readonly search: OpenSearch
  readonly textSearch: TextSearch
  readonly tree: TreeEdits
  readonly repo: Repo
  readonly session: ShareSession
}

export interface ProjectDeps {
  readonly profile: Profile
  readonly presence: ReturnType<typeof createPresenceHub>
  readonly startRelay: StartRelay | null
  readonly log: Logger
}

export interface HowToOpen {
  readonly isSample?: boolean
  /** The shared workspace that this folder joins. */
  readonly join?: { readonly workspace: string }
}

/** `onDidChange`: what workspaceState says may be another. Throws AppError as openWorkspace does. */
export async function openProject(
  deps: ProjectDeps,
  folder: string,
  { isSample = false, join: joined }: HowToOpen,
  onDidChange: () => void,
): Promise<OpenedProject> {
  const { profile, presence, log } = deps
  await using opening = new AsyncDisposableStack()
  const workspace = opening.use(
    await openWorkspace({
      folder,
      profile,
      now: Date.now,
      random: randomBytes,
      log,
      isSample,
      exportOptions: { propertyOrder: loadPropertyOrder() },
      ...(joined !== undefined && { join: joined }),
    }),
  )
  const review = opening.use(createReview({ workspace, now: Date.now, log }))
  const search = opening.use(createSearch({ workspace, random: randomBytes, log }))
  const textSearch = opening.use(createTextSearch({ folder, random: randomBytes }))
  const repo = opening.use(createRepo({ workspace, now: Date.now, log, hasGit: findUsersGit() }))
  const tree = createTreeEdits({ workspace, search, now: Date.now, random: randomBytes })
  const session = opening.use(
    createShareSession({
      workspace,
      profile,
      presence,
      schedule: realSchedule,
      random: Math.random,
      startRelay: deps.startRelay,
      onDidChange,
      log,
    }),
  )
  opening.use(workspace.onDidChangeState(onDidChange))
  if (!workspace.outbox.isOn && joined === undefined) await workspace.becomeTexts()
  opening.use(workspace.outbox.onDidChange(onDidChange))
  opening.use(review.onDidChange(onDidChange))
  const owned = opening.move()
  return {
    workspace,
    review,
    search,
    textSearch,
    tree,
    repo,
    session,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export function workspaceState({ workspace, review, session }: OpenedProject): WorkspaceState {
  const local = workspace.state()
  const { connection, offlineSince, nextAttemptAt, rights, notice } = session.remote()
  return {
    id: workspace.id,
    name: workspace.name,
    folder: workspace.folder,
    isSample: workspace.isSample,
    reality: workspace.reality,
    connection,
    waiting: workspace.outbox.count(),
    unsaved: local.unsaved,
    lastWrittenAt: local.lastWrittenAt,
    offlineSince,
    nextAttemptAt,
    rights,
    progress: local.progress,
    notice: notice ?? local.notice,
    review: review.list().length,
    differences: local.differences,
  }
}
