/** `git merge-file`: what Git does to a scene that both sides changed. Marks of a conflict block the merge. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contender } from './contender.ts'

export function createGitMerge(): Contender & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'weft-merge-file-'))
  return {
    name: 'git merge-file',
    merge: texts => {
      const paths = (['ours', 'base', 'theirs'] as const).map(side => {
        const path = join(folder, side)
        writeFileSync(path, texts[side])
        return path
      })
      const { status, stdout, error } = spawnSync('git', ['merge-file', '-p', ...paths], {
        maxBuffer: 256 * 1024 * 1024,
      })
      if (error !== undefined) throw error
      return { text: status === 0 ? stdout.toString('utf8') : null, listed: [] }
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
