import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addFile, moveEntry, moveInto, type RepoWriter, removeEntry, renameEntry, setContent } from './commands.ts'
import { freeName } from './free-name.ts'
import { openRepoTree, type RepoTree, repoKey } from './repo-tree.ts'
import { listTrash, restoreEntry } from './trash.ts'
import { placesOf, stepsSince, takeBackSteps } from './tree-steps.ts'

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
  expect(a.tree.repairs).toMatchObject([
    { kind: 'taken', parent: null, reason: `${paths(a.tree)[0]} has that name already` },
  ])
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

test('REP7 folders moved into each other: one is moved back, the same everywhere, and it is said until it is settled', () => {
  const [a, b] = [replica(1), replica(2)]
  a.edit(() => {
    addFile(a, { path: 'one/a.txt', kind: 'blob', hash: HASH, sizeBytes: 1 })
    addFile(a, { path: 'two/b.txt', kind: 'blob', hash: OTHER, sizeBytes: 1 })
  })
  meet(a.tree, b.tree)
  a.edit(() => moveInto(a, a.tree.byPath('one')?.id ?? '', a.tree.byPath('two')?.id ?? ''))
  b.edit(() => moveInto(b, b.tree.byPath('two')?.id ?? '', b.tree.byPath('one')?.id ?? ''))
  meet(a.tree, b.tree)
  expect(a.tree.repairs).toMatchObject([{ kind: 'circle' }])
  expect(b.tree.repairs).toEqual(a.tree.repairs)
  const [repair] = a.tree.repairs
  const id = repair?.id ?? ''
  a.edit(() => moveInto(a, id, a.tree.parentOf(id) ?? ''))
  meet(a.tree, b.tree)
  expect(b.tree.repairs).toEqual([])
  expect(paths(b.tree)).toEqual(paths(a.tree))
})

test('REP6 what was removed is listed with the folder it was in, and comes back there', () => {
  const a = replica(1)
  a.edit(() => {
    addFile(a, { path: 'levels/a.tscn', kind: 'scene', seed: HASH, sizeBytes: 1 })
    addFile(a, { path: 'levels/b.png', kind: 'blob', hash: OTHER, sizeBytes: 1 })
  })
  const id = a.tree.byPath('levels')?.id ?? ''
  a.edit(() => removeEntry(a, id))
  expect(listTrash(a.tree)).toEqual([
    { id, name: 'levels', kind: 'folder', folder: '', files: 2, removedAt: 1, unseen: [] },
  ])
  a.edit(() => void addFile(a, { path: 'Levels/c.png', kind: 'blob', hash: HASH, sizeBytes: 1 }))
  a.edit(() => expect(restoreEntry(a, id)).toBe('levels 2'))
  expect(paths(a.tree)).toEqual(['Levels', 'Levels/c.png', 'levels 2', 'levels 2/a.tscn', 'levels 2/b.png'])
})

test('REP8 a file put into a folder that another removed meanwhile is listed with the folder', () => {
  const [a, b] = [replica(1), replica(2)]
  a.edit(() => addFile(a, { path: 'levels/a.tscn', kind: 'scene', seed: HASH, sizeBytes: 1 }))
  meet(a.tree, b.tree)
  a.edit(() => removeEntry(a, a.tree.byPath('levels')?.id ?? ''))
  b.edit(() => addFile(b, { path: 'levels/new.tscn', kind: 'scene', seed: OTHER, sizeBytes: 1 }))
  meet(a.tree, b.tree)
  expect(listTrash(a.tree)).toMatchObject([{ name: 'levels', files: 2, unseen: ['new.tscn'] }])
  expect(listTrash(b.tree)).toEqual(listTrash(a.tree))
})

test('REP9 a gesture is taken back where nobody changed anything since, and can be done again', () => {
  const a = replica(1)
  a.edit(() => {
    addFile(a, { path: 'a.txt', kind: 'blob', hash: HASH, sizeBytes: 1 })
    addFile(a, { path: 'b.txt', kind: 'blob', hash: OTHER, sizeBytes: 1 })
  })
  const ids = ['a.txt', 'b.txt'].map(path => a.tree.byPath(path)?.id ?? '')
  const before = placesOf(a.tree, ids)
  a.edit(() => {
    for (const id of ids) moveEntry(a, id, `docs/${a.tree.byId(id)?.name}`)
  })
  const steps = stepsSince(a.tree, before)
  a.edit(() => renameEntry(a, ids[1] ?? '', 'c.txt'))
  const moved = placesOf(a.tree, ids)
  a.edit(() => expect(takeBackSteps(a, steps)).toBe(1))
  expect(paths(a.tree)).toEqual(['a.txt', 'docs', 'docs/c.txt'])
  const again = stepsSince(a.tree, moved)
  a.edit(() => expect(takeBackSteps(a, again)).toBe(0))
  expect(paths(a.tree)).toEqual(['docs', 'docs/a.txt', 'docs/c.txt'])
})

test('a name that is taken is counted up before its ending', () => {
  expect(freeName('icon.png', [])).toBe('icon.png')
  expect(freeName('icon.png', ['Icon.png', 'icon 2.png'])).toBe('icon 3.png')
  expect(freeName('icon 2.tar.gz', ['icon 2.tar.gz'])).toBe('icon 3.tar.gz')
  expect(freeName('.gitignore', ['.gitignore'])).toBe('.gitignore 2')
})
