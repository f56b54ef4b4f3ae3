import { expect, test } from 'vitest'
import type { OpenRepoState, RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import { repoWords } from '../../text/repo.ts'
import { whyNotCommit, whyNotRemote } from './why-not.ts'

const { why } = repoWords.commit
const staged: RepoStatusEntry = { path: 'a.gd', status: 'modified', staged: true }
const open: RepoStatusEntry = { path: 'b.gd', status: 'modified', staged: false }
const written = { message: 'Lamps', isAmending: false }
const silent = { message: ' ', isAmending: false }

test('a commit needs something staged and words, unless it amends or ends a merge', () => {
  expect(whyNotCommit(repo([staged]), written)).toBeNull()
  expect(whyNotCommit(repo([staged]), silent)).toBe(why.noMessage)
  expect(whyNotCommit(repo([open]), written)).toBe(why.nothing)
  expect(whyNotCommit(repo([]), written)).toBe(why.nothingAtAll)
  expect(whyNotCommit(repo([]), { message: '', isAmending: true })).toBeNull()
  expect(whyNotCommit({ ...repo([]), waiting: { message: 'Merge' } }, silent)).toBeNull()
})

test('nothing is committed beside what met, before the first commit amended, or while Git is at work', () => {
  expect(whyNotCommit(repo([staged, { ...open, status: 'conflicted' }]), written)).toBe(why.met)
  const unborn: OpenRepoState = { ...repo([staged]), head: { kind: 'branch', name: 'main', hash: null } }
  expect(whyNotCommit(unborn, { message: 'x', isAmending: true })).toBe(why.noCommit)
  expect(whyNotCommit({ ...repo([staged]), isBusy: true }, written)).toBe(why.busy)
})

test('a remote needs Git, a remote, and to pull something to follow', () => {
  const { remote } = repoWords
  expect(whyNotRemote({ ...repo([]), hasGit: false }, 'push')).toBe(remote.noGit)
  expect(whyNotRemote({ ...repo([]), remotes: [] }, 'fetch')).toBe(remote.noRemote)
  expect(whyNotRemote(repo([]), 'pull')).toBe(remote.noUpstream)
  expect(whyNotRemote(repo([]), 'push')).toBeNull()
})

function repo(entries: readonly RepoStatusEntry[]): OpenRepoState {
  return {
    status: 'open',
    prefix: '',
    head: { kind: 'branch', name: 'main', hash: 'a'.repeat(40) },
    upstream: null,
    entries: [...entries],
    changes: entries.length,
    waiting: null,
    underWay: null,
    undo: null,
    remotes: ['origin'],
    hasGit: true,
    isBusy: false,
    refsVersion: 1,
  }
}
