import { lstatSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../files/temporary-folder.ts'
import { createSeenFiles, isFresh } from './seen-files.ts'

const file = { mode: '100644', hash: 'a'.repeat(40) } as const
const other = { mode: '100755', hash: 'a'.repeat(40) } as const

test('GIT14 a file that was changed in the tick in which it was read is not known', () => {
  const at = (ns: bigint) => ({ mtimeNs: ns })
  expect(isFresh(at(5_000_000_123n), 5000)).toBe(true)
  expect(isFresh(at(5_000_000_123n), 5099)).toBe(true)
  expect(isFresh(at(5_000_000_123n), 5101)).toBe(false)
  // Whole seconds, or two of them.
  expect(isFresh(at(5_000_000_000n), 6999)).toBe(true)
  expect(isFresh(at(5_000_000_000n), 8001)).toBe(false)
  // A clock of the disk that is ahead.
  expect(isFresh(at(9_000_000_123n), 5000)).toBe(true)
})

test('GIT14 what is asked for is told where it was seen as it is wanted, once', () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'a')
  writeFileSync(path, 'a')
  utimesSync(path, 1000.5, 1000.5)
  const stats = lstatSync(path, { bigint: true })
  const seen = createSeenFiles()
  seen.note('a', file, stats, 2_000_000)
  seen.note('b', file, stats, 2_000_000)
  seen.note('c', file, stats, 1_000_500)
  const wanted = [
    { path: 'a', file },
    { path: 'b', file: other },
    { path: 'c', file },
  ]
  expect([...seen.take(wanted).keys()]).toEqual(['a'])
  expect(seen.take(wanted).size).toBe(0)
})
