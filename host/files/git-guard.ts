/**
 * FIL7: another branch is another reality. When `HEAD` names another one and files differ for it, nothing is taken in
 * and nothing is written until the user says so, or Git is back. A pull moves the same branch: that is taken in.
 */
import type { SettingRows } from '../storage/store.ts'
import type { Notices } from '../workspace/notices.ts'
import type { GitFolder } from './git-folder.ts'

export interface GitGuard {
  readonly isPaused: boolean
  readonly branch: string | null
  /** Before files are taken in: `go`, or `resumed` where everything is to be looked at, or `paused`. */
  check(hasDifferences: () => Promise<boolean>): Promise<'go' | 'resumed' | 'paused'>
  /** Before a file is written: false where the folder belongs to another branch just now, or Git is at work. */
  maySafelyWrite(): Promise<boolean>
  accept(): Promise<void>
  /** HEAD names another branch than the documents belong to, noticed already or not. */
  isElsewhere(): Promise<boolean>
  /** HEAD is about to go there by the user's own wish: either counts as known until `accept`, over restarts too. */
  readonly expect: (head: string) => void
  readonly stay: () => void
}

const HEAD_SETTING = 'git.head'
const EXPECTED_SETTING = 'git.expected'
const NO_GIT = ''

/** The branch or commit that the files belong to, as far as Weft knows; null without Git. */
export function knownHead(settings: SettingRows): string | null {
  const known = settings.get(HEAD_SETTING)
  return known === undefined || known === NO_GIT ? null : known
}

/** The files are that branch's from now on: Weft has moved HEAD, or somebody said so. */
export function noteHead(settings: SettingRows, head: string | null): void {
  settings.set(HEAD_SETTING, head ?? NO_GIT)
}

export function createGitGuard(git: GitFolder, settings: SettingRows, notices: Notices): GitGuard {
  let isPaused = false
  /** Somebody said that the files are to rest. */
  let isLeft = false
  let branch: string | null = null

  async function whyPaused(head: string | null): Promise<string> {
    if (await git.isRebasing()) return 'A rebase of Git is under way. The files rest until it is over.'
    return `Git switched to ${shortName(head)}. The files rest: take them in as edits, or switch back.`
  }

  function record(head: string | null): 'go' | 'resumed' {
    const wasPaused = isPaused
    if (settings.get(HEAD_SETTING) !== (head ?? NO_GIT)) noteHead(settings, head)
    if (settings.get(EXPECTED_SETTING) !== undefined) settings.delete(EXPECTED_SETTING)
    isPaused = false
    isLeft = false
    notices.set('git', null)
    return wasPaused ? 'resumed' : 'go'
  }

  async function look(): Promise<{ head: string | null; isOther: boolean }> {
    const head = await git.head()
    branch = head
    const known = knownHead(settings)
    const isKnown = head === known || head === settings.get(EXPECTED_SETTING)
    return { head, isOther: known !== null && head !== null && !isKnown }
  }

  return {
    get isPaused() {
      return isPaused
    },
    get branch() {
      return branch
    },
    async check(hasDifferences) {
      const { head, isOther } = await look()
      if (!isOther || !(await hasDifferences())) return record(head)
      isPaused = true
      if (!isLeft) notices.set('git', await whyPaused(head))
      return 'paused'
    },
    async maySafelyWrite() {
      if (isPaused || (await git.isBusy())) return false
      return !(await look()).isOther
    },
    async accept() {
      record(await git.head())
    },
    async isElsewhere() {
      return (await look()).isOther
    },
    expect(head) {
      settings.set(EXPECTED_SETTING, head)
    },
    stay() {
      if (!isPaused) return
      isLeft = true
      notices.set('git', `The files rest while Git is on ${shortName(branch)}. Edits stay in Weft.`)
    },
  }
}

function shortName(head: string | null): string {
  if (head === null) return 'another branch'
  return head.startsWith('refs/heads/') ? `branch ${head.slice('refs/heads/'.length)}` : `commit ${head.slice(0, 8)}`
}
