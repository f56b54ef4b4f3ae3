import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearLeftovers } from './compare.ts'

test('FIL4 a temporary file that may be written right now stays, one that a killed host left goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-leftovers-'))
  try {
    const now = Date.now()
    const names = ['.weft-write-0a-young.json', '.weft-write-0b-old.json'] as const
    for (const name of names) await writeFile(join(folder, name), '')
    const old = new Date(now - 3_600_000)
    await utimes(join(folder, names[1]), old, old)
    await clearLeftovers(
      names.map(name => join(folder, name)),
      now,
    )
    expect(await readdir(folder)).toEqual([names[0]])
  } finally {
    await rm(folder, { recursive: true })
  }
})
