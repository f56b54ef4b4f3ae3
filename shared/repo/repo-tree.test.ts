import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addFile, moveEntry, type RepoWriter, removeEntry, setContent } from './commands.ts'
import { openRepoTree, type RepoTree, repoKey } from './repo-tree.ts'

const HASH = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)

function replica(client: number): RepoWriter & { edit: (run: () => void) => void } {
  const doc = new Y.Doc()
  doc.clientID = client
  const tree = openRepoTree(doc)
  return { tree, now: () => client, edit: run => doc.transact(run) }
}

function meet(...trees: RepoTree[]): void {
  for (const to of trees) for (const from of trees) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), 'remote')
}

const paths = (tree: RepoTree) => tree.entries.map(entry => entry.path)

test('REP2 two hosts that see one new file make one entry and one document', () => {
  const [a, b] = [replica(1), replica(2)]
  for (const host of [a, b]) {
    host.edit(() => addFile(host, { path: 'levels/harbor.tscn', kind: 'scene', seed: HASH, sizeBytes: 10 }))
  }
  meet(a.tree, b.tree)
  expect(paths(a.tree)).toEqual(['levels', 'levels/harbor.tscn'])
  expect(a.tree.entries).toEqual(b.tree.entries)
  expect(a.tree.byPath('levels/harbor.tscn')?.document).toMatch(/^[\w-]{22}$/)
})

test('REP3 names that no disk should hold are reported, not listed', () => {
  const a = replica(1)
  const hostile = [
    '..',
    '.git',
    'a/b',
    'a\\b',
    'CON',
    'nul.txt',
    'end.',
    'blank ',
    '.GODOT',
    'x'.repeat(300),
    'a\u0000b',
    '\u202egnp.exe',
    '',
  ]
  a.edit(() => {
    hostile.forEach((name, i) => {
      const set = (key: string, value: Parameters<typeof a.tree.registers.set>[1]) =>
        a.tree.registers.set(key, value, { writer: 'evil', time: 0, base: null })
      set(repoKey.edge(`evil${i}`), [['top', '', 1]])
      set(repoKey.name(`evil${i}`), name)
      set(repoKey.birth(`evil${i}`), ['blob'])
      set(repoKey.content(`evil${i}`), [HASH, 1])
    })
  })
  expect(paths(a.tree)).toEqual([])
  expect(a.tree.repairs).toHaveLength(hostile.length)
  for (const path of ['../up.txt', '.weft/x', 'a//b']) {
    expect(() => a.edit(() => void addFile(a, { path, kind: 'blob', hash: HASH, sizeBytes: 1 }))).toThrow(
      'cannot be used',
    )
  }
})

test('REP4 names that fold alike: one is listed, the same everywhere', () => {
  const [a, b] = [replica(1), replica(2)]
  a.edit(() => addFile(a, { path: 'Icon.png', kind: 'blob', hash: HASH, sizeBytes: 1 }))
  b.edit(() => addFile(b, { path: 'icon.png', kind: 'blob', hash: OTHER, sizeBytes: 1 }))
  meet(a.tree, b.tree)
  expect(paths(a.tree)).toHaveLength(1)
  expect(paths(a.tree)).toEqual(paths(b.tree))
  expect(a.tree.repairs.map(({ reason }) => reason)).toEqual([`${paths(a.tree)[0]} has that name already`])
})

test('REP5 two people who replace one file both keep their bytes', () => {
  const [a, b] = [replica(1), replica(2)]
  a.edit(() => addFile(a, { path: 'a.png', kind: 'blob', hash: HASH, sizeBytes: 1 }))
  meet(a.tree, b.tree)
  const id = a.tree.byPath('a.png')?.id ?? ''
  a.edit(() => setContent(a, id, 'c'.repeat(64), 3))
  b.edit(() => setContent(b, id, 'd'.repeat(64), 4))
  meet(a.tree, b.tree)
  const entry = a.tree.byPath('a.png')
  expect(new Set([entry?.hash, entry?.contested[0]?.hash])).toEqual(new Set(['c'.repeat(64), 'd'.repeat(64)]))
  expect(b.tree.byPath('a.png')).toEqual(entry)
})

test('REP6 a removed folder takes what is in it along; the same file added again is the same entry', () => {
  const a = replica(1)
  a.edit(() => addFile(a, { path: 'levels/a.tscn', kind: 'scene', seed: HASH, sizeBytes: 1 }))
  const before = a.tree.byPath('levels/a.tscn')
  a.edit(() => removeEntry(a, a.tree.byPath('levels')?.id ?? ''))
  expect(paths(a.tree)).toEqual([])
  a.edit(() => addFile(a, { path: 'levels/a.tscn', kind: 'scene', seed: HASH, sizeBytes: 1 }))
  expect(a.tree.byPath('levels/a.tscn')?.document).toBe(before?.document)
})

test('two people who move folders into each other end in one valid tree', () => {
  const [a, b] = [replica(1), replica(2)]
  a.edit(() => {
    addFile(a, { path: 'one/a.txt', kind: 'blob', hash: HASH, sizeBytes: 1 })
    addFile(a, { path: 'two/b.txt', kind: 'blob', hash: OTHER, sizeBytes: 1 })
  })
  meet(a.tree, b.tree)
  a.edit(() => moveEntry(a, a.tree.byPath('one')?.id ?? '', 'two/one'))
  b.edit(() => moveEntry(b, b.tree.byPath('two')?.id ?? '', 'one/two'))
  meet(a.tree, b.tree)
  expect(paths(a.tree)).toEqual(paths(b.tree))
  expect(paths(a.tree).filter(path => path.endsWith('.txt'))).toHaveLength(2)
})
