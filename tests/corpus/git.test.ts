/** A real project put under Git in some steps: what Weft says of it is what `git` says. */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FileChange, StatusEntry } from '../../host/git/engine.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import { createGround, type Ground, nameStatusOf, statusOf } from '../contract/git-ground.ts'
import { type Random, seeded } from '../property/seeded.ts'

const corpus = process.env.WEFT_CORPUS ?? ''

test('a real project: status, log, name-status and blame are those of git (GIT10)', { timeout: 300_000 }, async () => {
  using ground = createGround()
  cpSync(join(corpus, 'scenes', 'godot-open-rpg'), ground.path, { recursive: true })
  ground.commit('the project')
  const random = seeded(11)
  for (let i = 0; i < 6; i += 1) {
    for (let k = 0; k < 8; k += 1) change(ground, random)
    ground.commit(`step ${i}`)
  }
  for (let k = 0; k < 6; k += 1) change(ground, random)
  ground.git('add', '-A')
  for (let k = 0; k < 6; k += 1) change(ground, random)
  using repository = await openRepository(ground.path)
  expect((await repository.status()).map(words).sort()).toEqual(statusOf(ground, '-uall'))
  expect((await repository.status({ untracked: 'normal' })).map(words).sort()).toEqual(statusOf(ground))
  const from = [await repository.resolve('HEAD')]
  const { commits } = await repository.log({ from, limit: 100 })
  expect(commits.map(({ hash }) => hash)).toEqual(ground.git('log', '--format=%H').trim().split('\n'))
  for (const revision of ['HEAD~1', 'HEAD~3', 'HEAD~6']) {
    const sides = [revision, 'HEAD'].map(
      async each => ({ kind: 'tree', hash: await repository.resolve(each) }) as const,
    )
    const [old, now] = await Promise.all(sides)
    if (old === undefined || now === undefined) throw new RangeError(revision)
    expect((await repository.diff(old, now)).map(words).sort()).toEqual(nameStatusOf(ground, revision, 'HEAD'))
  }
  const changed = ground
    .git('diff', '--name-only', '-z', '--diff-filter=MR', 'HEAD~6', 'HEAD')
    .split('\0')
    .filter(Boolean)
  expect(changed.length).toBeGreaterThan(5)
  for (const path of changed.slice(0, 15)) {
    const ours = (await repository.blame(path, { kind: 'commit', hash: from[0] ?? '' })).map(({ hash }) => hash)
    const theirs = ground.git('blame', '-l', '--root', '-s', 'HEAD', '--', path).split('\n').filter(Boolean)
    expect(ours, path).toEqual(theirs.map(line => line.slice(0, 40)))
  }
})

function words({ path, status, from, ...rest }: StatusEntry | FileChange): string {
  const isStaged = 'staged' in rest && rest.staged
  return `${isStaged ? 'staged ' : ''}${status} ${path}${from === undefined ? '' : ` from ${from}`}`
}

/** Edits, moves, copies and deletes of text files, as people make them. */
function change(ground: Ground, random: Random): void {
  const path = random.pick(textFiles(ground.path))
  const at = join(ground.path, path)
  switch (random.below(6)) {
    case 0:
      renameSync(at, join(ground.path, `moved-${random.below(1_000_000)}-${path.split('/').at(-1)}`))
      return
    case 1:
      rmSync(at)
      return
    case 2:
      cpSync(at, join(ground.path, `copy-${random.below(1_000_000)}.txt`))
      return
    default: {
      const lines = readFileSync(at, 'utf8').split('\n')
      for (let i = 0; i < 4; i += 1) {
        const place = random.below(lines.length)
        if (random.below(2) === 0) lines.splice(place, 2)
        else lines.splice(place, 1, `changed ${random.below(9)}`, ...lines.slice(0, 2))
      }
      writeFileSync(at, lines.join('\n'))
    }
  }
}

function textFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(?:gd|tscn|tres|md)$/.test(path))
    .sort()
}
