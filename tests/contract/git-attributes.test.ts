/** How files are merged where attributes say so, and histories that have nothing in common, with Git as the judge. */
import { expect, test, vi } from 'vitest'
import { begun, LINES, type OperationGround } from '../property/operation-ground.ts'

vi.setConfig({ testTimeout: 60_000 })

const FILES = ['plain.txt', 'kept.bin', 'minus.txt', 'list.txt', 'own.txt', 'set.txt'] as const
const ATTRIBUTES =
  '*.bin binary\nminus.txt -merge\nlist.txt merge=union\nown.txt merge=mine\nset.txt merge\nfixed.tscn -merge\n'
const SCENE = '[gd_scene format=3]\n\n[node name="A" type="Node2D"]\nposition = Vector2(1, 1)\nrotation = 0.5\n'

/** Both branches changed line 5 of each file, and `main` another line too. */
async function attributed(attributes: string): Promise<OperationGround> {
  const made = await begun()
  const { ground } = made
  // A program that a merge must not start: it would leave a file behind.
  ground.git('config', 'merge.mine.driver', 'touch started; exit 0')
  const commit = (words: string, scene: string) => {
    for (const path of FILES) {
      const text = LINES.replace('line 5\n', `${words}\n`)
      made.write(path, words === 'day' ? text.replace('line 0\n', 'day 0\n') : text)
    }
    made.write('fixed.tscn', scene)
    ground.git('add', '-A')
    ground.git('commit', '-qm', words)
  }
  made.write('.gitattributes', attributes)
  commit('line 5', SCENE)
  ground.git('switch', '-q', '-c', 'night')
  commit('night', SCENE.replace('0.5', '0.75'))
  ground.git('switch', '-q', 'main')
  commit('day', SCENE.replace('(1, 1)', '(2, 2)'))
  return made
}

test('TRM10 what is not to be merged keeps ours and is listed, a union has both, a program is not started', async () => {
  using made = await attributed(ATTRIBUTES)
  let union = ''
  const git: string[] = []
  made.inCopy(copy => {
    copy.git('config', '--unset', 'merge.mine.driver')
    copy.ask('merge', 'night')
    union = copy.git('cat-file', 'blob', ':0:list.txt')
    git.push(...new Set(copy.git('ls-files', '-u', '-z').match(/(?<=\t)[^\0]+/g)))
  })
  const { result } = await made.operations.merge('night', {})
  const met = Object.fromEntries(result.conflicts.map(({ path, kind }) => [path, kind]))
  expect(met).toEqual({
    'plain.txt': 'content',
    'own.txt': 'content',
    'set.txt': 'content',
    'kept.bin': 'binary',
    'minus.txt': 'binary',
    'fixed.tscn': 'binary',
  })
  expect(Object.keys(met).sort()).toEqual(git.sort())
  expect(made.read('list.txt')).toBe(`${union}\n`)
  expect(union).toContain('day\nnight\n')
  for (const path of ['kept.bin', 'minus.txt']) {
    expect(made.read(path)).toBe(LINES.replace('line 5\n', 'day\n').replace('line 0\n', 'day 0\n'))
  }
  expect(made.read('fixed.tscn')).toBe(SCENE.replace('(1, 1)', '(2, 2)'))
  expect(made.ground.git('status', '--porcelain')).toBe('')
})

test('TRM10 a default for all files, and a strategy for what is not merged', async () => {
  using made = await attributed('')
  made.ground.git('config', 'merge.default', 'binary')
  const { result } = await made.operations.merge('night', { strategy: 'theirs' })
  expect(new Set(result.conflicts.map(({ kind }) => kind))).toEqual(new Set(['binary']))
  expect(made.read('plain.txt')).toBe(LINES.replace('line 5\n', 'night\n'))
})

test('TRM11 histories without a common commit are refused, and merged where it is asked for', async () => {
  using made = await begun()
  const { ground, operations } = made
  ground.git('switch', '-q', '--orphan', 'other')
  made.write('b.txt', LINES)
  made.write('a.txt', LINES.replace('line 3\n', 'other\n'))
  ground.git('add', '-A')
  ground.git('commit', '-qm', 'Other')
  ground.git('switch', '-q', 'main')
  const before = made.snapshot()
  expect(ground.ask('merge', 'other').code).not.toBe(0)
  await expect(operations.merge('other', {})).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { hint: expect.stringContaining('--allow-unrelated-histories') },
  })
  const { result } = await operations.merge('other', { unrelated: true })
  expect(result.conflicts).toMatchObject([{ path: 'a.txt', kind: 'both-added' }])
  expect(ground.git('ls-files')).toBe('a.txt\nb.txt\nlevels/b.txt')
  expect(ground.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3)
  expect(ground.git('log', '-1', '--format=%s')).toBe("Merge branch 'other'")
  await operations.undo()
  expect(made.snapshot()).toEqual(before)
  let tree = ''
  ground.git('switch', '-q', 'other')
  ground.git('rm', '-qf', 'a.txt')
  ground.git('commit', '-qm', 'Less')
  ground.git('switch', '-q', 'main')
  made.inCopy(copy => {
    copy.git('merge', '-q', '--allow-unrelated-histories', '--no-edit', 'other')
    tree = copy.git('rev-parse', 'HEAD^{tree}')
  })
  await operations.merge('other', { unrelated: true })
  expect(ground.git('rev-parse', 'HEAD^{tree}')).toBe(tree)
})
