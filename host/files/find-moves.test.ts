import { expect, test } from 'vitest'
import type { FileRow } from '../storage/store.ts'
import type { FoundFile } from './compare.ts'
import { findMoves, movedFolders } from './find-moves.ts'

const look = { sizeBytes: 1, mtimeUs: 0, inode: 0 }
const row = (path: string, hash: string): FileRow => ({
  path,
  hash,
  entry: path,
  document: path,
  sizeBytes: 1,
  mtimeUs: 0,
  fault: null,
  inherits: null,
  writtenSequence: 0,
})
const found = (path: string, hash: string): FoundFile => ({ path, hash, look })
const texts = new Map([
  ['old.gd', 'a\nb\nc\nd\n'],
  ['new.gd', 'a\nb\nc\nx\n'],
  ['other.gd', 'q\nr\ns\n'],
  ['new.md', 'a\nb\nc\nd\n'],
])
const sources = {
  textOf: ({ path }: FileRow) => texts.get(path),
  readText: async ({ path }: FoundFile) => texts.get(path),
}

test('FIL9 the same bytes elsewhere are the same file, the one of the same name first', async () => {
  const gone = row('a/icon.png', 'h')
  const moves = await findMoves(
    { removed: [gone], added: [found('b/copy.png', 'h'), found('c/icon.png', 'h')] },
    sources,
  )
  expect(moves.get(gone)?.path).toBe('c/icon.png')
})

test('FIL9 a renamed and edited text is the same file where most of its lines are; another kind of file is not', async () => {
  const gone = row('old.gd', '1')
  const added = [found('new.md', '2'), found('other.gd', '3'), found('new.gd', '4')]
  expect((await findMoves({ removed: [gone], added }, sources)).get(gone)?.path).toBe('new.gd')
  expect((await findMoves({ removed: [gone], added: added.slice(0, 2) }, sources)).size).toBe(0)
})

test('FIL9 a folder whose files all went one way was moved itself, the outermost of several', () => {
  const moves = new Map([
    [{ path: 'a/x/1' }, { path: 'b/x/1' }],
    [{ path: 'a/x/2' }, { path: 'b/x/2' }],
  ])
  expect(movedFolders(moves, ['a/x/1', 'a/x/2', 'c/3'])).toEqual([{ from: 'a', to: 'b' }])
  expect(movedFolders(moves, ['a/x/1', 'a/x/2', 'a/left'])).toEqual([{ from: 'a/x', to: 'b/x' }])
  expect(movedFolders(moves, ['a/x/1', 'a/x/2', 'a/x/left'])).toEqual([])
})
