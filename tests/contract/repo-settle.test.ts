/** What Git left contested, through the contract: told, settled, gone on with and given up, with the documents at hand. */
import { expect, test } from 'vitest'
import { createRepoGround, NOTES, openState, property, twoSides } from './repo-ground.ts'

const timeout = { timeout: 120_000 }

test(
  'OPS11 OPS12 a merge and a rebase of Git are told, settled and concluded, and the documents follow',
  timeout,
  async () => {
    await using subject = await createRepoGround(twoSides)
    const { api, ground } = subject
    const current = (path: string) => subject.host.api.workspace().currentText(path)
    expect((await openState(api)).underWay).toBeNull()
    expect(ground.tryGit('merge', 'night').code).toBe(1)
    expect((await openState(api)).underWay).toEqual({ kind: 'merge', contested: 2, isConcluded: true })
    await expect(api.repo.continue()).rejects.toMatchObject({ code: 'LOCKED' })
    const before = ground.git('ls-files', '-s')
    const dry = await api.repo.settle({ isDryRun: true })
    expect(dry).toMatchObject({ operation: null, conflicts: [{ where: 'Player' }, { where: '5' }] })
    await api.repo.settle({ paths: ['level.tscn'] })
    await api.repo.settle({ paths: ['notes.md'], take: 'theirs' })
    expect(await property(api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(2, 2)')
    expect(await current('notes.md')).toBe(NOTES.replace('line 5\n', 'their five\n'))
    expect((await openState(api)).underWay).toEqual({ kind: 'merge', contested: 0, isConcluded: true })
    await api.repo.undo({})
    await api.repo.undo({})
    expect(ground.git('ls-files', '-s')).toBe(before)
    await api.repo.settle({ strategy: 'theirs' })
    const merged = await api.repo.continue()
    expect(merged).toMatchObject({ isOver: true, words: "Merge branch 'night'", operation: expect.any(Number) })
    expect(subject.judge()).toBe('')
    expect(await property(api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(1, 1)')

    // Given up: an older text comes back, and is what is wanted.
    await api.repo.reset({ revision: 'HEAD~1', mode: 'hard' })
    expect(ground.tryGit('merge', 'night').code).toBe(1)
    await api.repo.settle({ strategy: 'theirs' })
    expect(await api.repo.abort()).toMatchObject({ isOver: true, operation: null })
    expect(subject.judge()).toBe('')
    expect(await current('notes.md')).toBe(NOTES.replace('line 5\n', 'our own\n'))
    expect(await property(api, 'res://level.tscn', 'Player', 'position')).toBe('Vector2(2, 2)')

    // In a rebase HEAD is on no branch, and comes back to it.
    ground.tryGit('rebase', 'night')
    expect((await openState(api)).underWay).toEqual({ kind: 'rebase', contested: 2, isConcluded: false })
    await api.repo.settle({ strategy: 'theirs' })
    expect(await api.repo.continue()).toMatchObject({ isOver: true, operation: null })
    expect((await openState(api)).head).toMatchObject({ kind: 'branch', name: 'main' })
    expect(subject.judge()).toBe('')
    expect(await current('notes.md')).toBe(NOTES.replace('line 5\n', 'our own\n'))
    expect(subject.host.api.workspace().git.isPaused).toBe(false)
  },
)
