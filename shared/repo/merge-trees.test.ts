import { expect, test } from 'vitest'
import type { FileMode, FlatTree, TreeFile } from './git-object.ts'
import { mergeTrees } from './merge-trees.ts'
import { findRenames } from './renames.ts'
import { type Kept, mergeText } from './text-merge.ts'

/** The content stands for its own hash here: what is in a file is what it is called by. */
const encode = (text: string) => new TextEncoder().encode(text)
const file = (hash: string, mode: FileMode = '100644'): TreeFile => ({ mode, hash })
const tree = (files: Readonly<Record<string, string | TreeFile>>): FlatTree =>
  new Map(Object.entries(files).map(([path, each]) => [path, typeof each === 'string' ? file(each) : each]))

const read = async (hash: string) => encode(hash)

async function merged(
  base: Readonly<Record<string, string | TreeFile>>,
  ours: Readonly<Record<string, string | TreeFile>>,
  theirs: Readonly<Record<string, string | TreeFile>>,
  keep: Kept = 'ours',
) {
  const result = await mergeTrees(
    { base: tree(base), ours: tree(ours), theirs: tree(theirs) },
    {
      read,
      keep,
      async mergeContents(sides) {
        const [from, mine, other] = [sides.base ?? '', sides.ours, sides.theirs].map(encode)
        if (from === undefined || mine === undefined || other === undefined) throw new Error('no sides')
        const text = mergeText({ base: from, ours: mine, theirs: other }, keep)
        if (text.kind === 'binary') return text
        const places = text.conflicts.map(each => ({ kind: 'text' as const, ...each }))
        return { kind: 'merged', hash: new TextDecoder().decode(text.bytes), places }
      },
    },
  )
  return {
    files: Object.fromEntries([...result.tree].map(([path, { hash }]) => [path, hash])),
    met: result.conflicts.map(({ kind, path, otherPaths }) => [kind, path, ...otherPaths]),
    result,
  }
}

const TEXT = Array.from({ length: 10 }, (_, i) => `line ${i}\n`).join('')
const OURS = TEXT.replace('line 1\n', 'ours\n')
const THEIRS = TEXT.replace('line 8\n', 'theirs\n')
const BOTH = OURS.replace('line 8\n', 'theirs\n')

test('TRM1 a file renamed on one side and edited on the other is edited under its new name', async () => {
  expect(await merged({ a: TEXT }, { b: OURS }, { a: THEIRS })).toMatchObject({ files: { b: BOTH }, met: [] })
  expect(await merged({ a: TEXT }, { a: OURS }, { 'x/b': THEIRS })).toMatchObject({ files: { 'x/b': BOTH }, met: [] })
})

test('TRM2 what has no lines keeps ours and is listed; where one side only changed it, that stands', async () => {
  const [one, two, three] = ['1', '2', '3'].map(digit => digit.repeat(40))
  const base = { bin: '\0a', link: file('a', '120000'), sub: file(one ?? '', '160000'), kind: 'x', mode: 'y' }
  const ours = { ...base, bin: '\0b', link: file('b', '120000'), sub: file(two ?? '', '160000'), kind: 'x2' }
  const theirs = {
    ...base,
    bin: '\0c',
    link: file('c', '120000'),
    sub: file(three ?? '', '160000'),
    kind: file('l', '120000'),
    mode: file('y', '100755'),
  }
  const { files, met, result } = await merged(base, ours, theirs)
  expect(files).toEqual({ bin: '\0b', link: 'b', sub: two, kind: 'x2', mode: 'y' })
  expect(met).toEqual([
    ['binary', 'bin'],
    ['type', 'kind'],
    ['link', 'link'],
    ['submodule', 'sub'],
  ])
  expect(result.tree.get('mode')?.mode).toBe('100755')
})

test('TRM3 a file that one side deleted and the other changed or renamed stays', async () => {
  expect(await merged({ a: TEXT }, {}, { a: THEIRS })).toMatchObject({ files: { a: THEIRS }, met: [['deleted', 'a']] })
  expect(await merged({ a: TEXT }, { b: TEXT }, {})).toMatchObject({ files: { b: TEXT }, met: [['deleted', 'b', 'a']] })
  expect(await merged({ a: TEXT, b: TEXT }, { b: TEXT }, { a: TEXT })).toMatchObject({ files: {}, met: [] })
})

test('TRM4 files of both sides that land on one path are merged, and ours is kept where they differ', async () => {
  expect(await merged({}, { a: 'same\n' }, { a: 'same\n' })).toMatchObject({ files: { a: 'same\n' }, met: [] })
  const { files, met } = await merged({ x: TEXT }, { y: TEXT }, { x: TEXT, y: 'their own\n' })
  expect({ files, met }).toEqual({ files: { y: TEXT }, met: [['both-added', 'y']] })
})

test('TRM5 a file where the other side has a folder gets another name', async () => {
  const { files, met } = await merged({}, { a: 'file\n' }, { 'a/b': 'in folder\n', 'a~ours': 'taken\n' })
  expect(files).toEqual({ 'a~ours_1': 'file\n', 'a~ours': 'taken\n', 'a/b': 'in folder\n' })
  expect(met).toEqual([['file-folder', 'a~ours_1', 'a']])
})

test('REN4 TRM6 a file put into a folder that the other side renamed goes along', async () => {
  const base = { 'levels/a': `${TEXT}a`, 'levels/b': `${TEXT}b` }
  const ours = { 'world/a': `${TEXT}a`, 'world/b': `${TEXT}b` }
  const { files, met } = await merged(base, ours, { ...base, 'levels/new': 'new\n' })
  expect(files).toEqual({ ...ours, 'world/new': 'new\n' })
  expect(met).toEqual([['folder-renamed', 'world/new', 'levels/new']])
  const split = { 'world/a': `${TEXT}a`, 'other/b': `${TEXT}b` }
  expect((await merged(base, split, { ...base, 'levels/new': 'new\n' })).files).toHaveProperty('levels/new')
})

test('REN4 a folder made in one that the other side renamed goes along only with a file of its own folder', async () => {
  const base = { 'levels/a': 'one\ntwo\nthree\n' }
  const theirs = { 'world/a': 'one\ntwo\nthree\n' }
  const alone = await merged(base, { ...base, 'levels/inner/new': 'n\n' }, theirs)
  expect(Object.keys(alone.files).sort()).toEqual(['levels/inner/new', 'world/a'])
  expect(alone.met).toEqual([])
  const both = await merged(base, { ...base, 'levels/inner/new': 'n\n', 'levels/b': 'b\n' }, theirs)
  expect(Object.keys(both.files).sort()).toEqual(['world/a', 'world/b', 'world/inner/new'])
})

test('REN1 a submodule that one side moved and the other brought forward is the newer one at the new place', async () => {
  const at = (digit: string): TreeFile => ({ mode: '160000', hash: digit.repeat(40) })
  const { result } = await merged({ 'levels/kit': at('5') }, { 'moved/kit': at('5') }, { 'levels/kit': at('2') })
  expect([...result.tree]).toEqual([['moved/kit', at('2')]])
  expect(result.conflicts).toEqual([])
})

test('TRM7 a file that both sides renamed has our name', async () => {
  const { files, met } = await merged({ a: TEXT }, { b: OURS }, { c: THEIRS })
  expect(files).toEqual({ b: BOTH })
  expect(met).toEqual([['renamed', 'b', 'a', 'c']])
})

test('REN1 REN2 equal content first, by its name where there are several; then what is half alike', async () => {
  const renames = async (before: Record<string, string>, after: Record<string, string>) =>
    (await findRenames({ before: tree(before), after: tree(after), read })).map(({ from, to }) => [from, to])
  expect(await renames({ 'x/a': TEXT, 'x/b': TEXT }, { 'y/b': TEXT })).toEqual([['x/b', 'y/b']])
  expect(await renames({ a: TEXT }, { b: OURS })).toEqual([['a', 'b']])
  expect(await renames({ a: TEXT }, { b: 'something else\n'.repeat(5) })).toEqual([])
  expect(await renames({ a: TEXT, b: TEXT }, { a: TEXT, c: TEXT })).toEqual([['b', 'c']])
})

test('TRM9 a strategy turns what met, and it is listed all the same', async () => {
  const link = (target: string) => file(target, '120000')
  const base = { text: 'a\nb\nc\n', binary: '\0 0', link: link('x'), gone: '1\n2\n3\n', run: 'r' }
  const ours = {
    text: 'a\nB ours\nc\n',
    binary: '\0 1',
    link: link('y'),
    run: file('our r', '100755'),
    both: file('o\n', '100755'),
  }
  const theirs = { text: 'a\ntheirs\nc\n', binary: '\0 2', link: link('z'), gone: '1\n2\n', run: 'r', both: 't\n' }
  const kept = async (keep: Kept) => {
    const { files, met, result } = await merged(base, ours, theirs, keep)
    expect(met.map(([kind, path]) => `${kind} ${path}`)).toEqual([
      'binary binary',
      'both-added both',
      'deleted gone',
      'link link',
      'content text',
    ])
    expect(result.tree.get('run')).toEqual(file('our r', '100755'))
    return { ...files, mode: result.tree.get('both')?.mode }
  }
  const same = { run: 'our r' }
  expect(await kept('ours')).toEqual({
    ...same,
    text: 'a\nB ours\nc\n',
    binary: '\0 1',
    link: 'y',
    gone: '1\n2\n',
    both: 'o\n',
    mode: '100755',
  })
  expect(await kept('theirs')).toEqual({
    ...same,
    text: 'a\ntheirs\nc\n',
    binary: '\0 2',
    link: 'z',
    gone: '1\n2\n',
    both: 't\n',
    mode: '100644',
  })
  expect(await kept('base')).toMatchObject({ ...same, text: 'a\nb\nc\n', binary: '\0 0', link: 'x', gone: '1\n2\n3\n' })
})
