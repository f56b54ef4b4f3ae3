import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'
import { watchFolder } from './watch-folder.ts'

/** Batches as they come, one `next` at a time. */
function watchBatches(folder: string, isBusy: () => Promise<boolean> = async () => false) {
  const batches: string[][] = []
  let wake: (() => void) | null = null
  const watch = watchFolder({
    folder,
    isBusy,
    onDidChange: async paths => {
      batches.push([...paths].sort())
      wake?.()
    },
    onError: error => {
      throw error
    },
  })
  async function next(): Promise<string[]> {
    for (;;) {
      const batch = batches.shift()
      if (batch !== undefined) return batch
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  return { watch, next }
}

test('a rename over a file, and a move, come as one batch each; what is not of the project does not come', async () => {
  using folder = temporaryFolder()
  mkdirSync(join(folder.path, '.git'))
  mkdirSync(join(folder.path, '.weft'))
  writeFileSync(join(folder.path, 'a.tscn'), 'old')
  const { watch, next } = watchBatches(folder.path)
  await using _ = watch
  await watch.whenReady
  writeFileSync(join(folder.path, '.weft', 'weft.db'), 'x')
  writeFileSync(join(folder.path, '.git', 'index'), 'x')
  writeFileSync(join(folder.path, 'a.tscn.tmp'), 'new')
  renameSync(join(folder.path, 'a.tscn.tmp'), join(folder.path, 'a.tscn'))
  expect((await next()).filter(path => path !== 'a.tscn.tmp')).toEqual(['a.tscn'])
  mkdirSync(join(folder.path, 'levels'))
  renameSync(join(folder.path, 'a.tscn'), join(folder.path, 'levels', 'b.tscn'))
  expect(await next()).toEqual(['a.tscn', 'levels', 'levels/b.tscn'])
  rmSync(join(folder.path, 'levels'), { recursive: true })
  expect(await next()).toEqual(['levels', 'levels/b.tscn'])
})

test('waits while Git is at work', async () => {
  using folder = temporaryFolder()
  let asked = 0
  const { watch, next } = watchBatches(folder.path, async () => {
    asked += 1
    return asked < 3
  })
  await using _ = watch
  await watch.whenReady
  writeFileSync(join(folder.path, 'a'), 'x')
  expect(await next()).toEqual(['a'])
  expect(asked).toBe(3)
})
