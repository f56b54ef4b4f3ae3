import { expect, test } from 'vitest'
import type { RepoSide, RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import type { GitFilePair } from '../../commands/git-view.ts'
import { changedScene, scenePair } from './scene-pair.ts'

const [one, other]: [RepoSide, RepoSide] = [
  { kind: 'revision', revision: 'main' },
  { kind: 'revision', revision: 'night' },
]
const both: GitFilePair = { old: one, new: other, path: 'game/level.tscn', from: null, status: 'modified' }
const nothing = { kind: 'nothing' }
const now = { kind: 'now' }

test('between two states a scene that came or went has nothing on one side, and a renamed one its old path', () => {
  const path = 'res://level.tscn'
  const [main, night] = [
    { kind: 'git', revision: 'main' },
    { kind: 'git', revision: 'night' },
  ]
  expect(scenePair(both, 'game/')).toEqual({ path, from: main, to: night })
  expect(scenePair({ ...both, status: 'added' }, 'game/')).toEqual({ path, from: nothing, to: night })
  expect(scenePair({ ...both, status: 'deleted' }, 'game/')).toEqual({ path, from: main, to: nothing })
  expect(scenePair({ ...both, status: 'renamed', from: 'game/old.tscn' }, 'game/')).toEqual({
    path,
    from: { ...main, path: 'res://old.tscn' },
    to: night,
  })
  expect(scenePair({ ...both, old: { kind: 'index' }, new: { kind: 'folder' } }, 'game/')).toEqual({
    path,
    from: { kind: 'git', revision: ':0' },
    to: now,
  })
})

test('lines are all there is of what is no scene, or was none, or lies or lay beside the project', () => {
  expect(scenePair({ ...both, path: 'game/a.gd' }, 'game/')).toBeNull()
  expect(scenePair(both, 'other/')).toBeNull()
  expect(scenePair({ ...both, status: 'renamed', from: 'game/old.tres' }, 'game/')).toBeNull()
  expect(scenePair({ ...both, status: 'renamed', from: 'old.tscn' }, 'game/')).toBeNull()
  expect(scenePair({ ...both, old: { kind: 'empty' }, status: 'deleted' }, 'game/')).toBeNull()
})

test('in the folder: new, gone, renamed, gone from the stage and there again', () => {
  const hash = 'a'.repeat(40)
  const repo = { head: { kind: 'branch', name: 'main', hash }, prefix: '' } as const
  const last = { kind: 'git', revision: hash }
  const of = (...entries: [RepoStatusEntry['status'], boolean, string?][]) => {
    const path = 'level.tscn'
    const all = entries.map(([status, staged, from]) => ({
      path,
      status,
      staged,
      ...(from === undefined ? {} : { from }),
    }))
    const found = changedScene(path, all, repo)
    return found === null ? null : [found.from, found.to]
  }
  expect(of(['modified', false])).toEqual([last, now])
  expect(of()).toEqual([last, now])
  expect(of(['untracked', false])).toEqual([nothing, now])
  expect(of(['added', true], ['modified', false])).toEqual([nothing, now])
  expect(of(['added', true], ['deleted', false])).toBeNull()
  expect(of(['deleted', false])).toEqual([last, nothing])
  expect(of(['deleted', true])).toEqual([last, nothing])
  expect(of(['deleted', true], ['untracked', false])).toEqual([last, now])
  expect(of(['renamed', true, 'old.tscn'])).toEqual([{ ...last, path: 'res://old.tscn' }, now])
  const unborn = { ...repo, head: { kind: 'branch', name: 'main', hash: null } } as const
  expect(changedScene('level.tscn', [], unborn)?.from).toEqual(nothing)
})
