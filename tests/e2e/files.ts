/** What stands on disk, and how it differs from what stood there. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'

const execute = promisify(execFile)
const patience = { timeout: 30_000, interval: 100 }

/** Every file of a project by its path, but what Weft and Git keep for themselves. Bytes as latin1. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name))
    if (!entry.isFile() || /^\.(weft|git)(\/|$)/.test(path)) continue
    found[path] = await readFile(join(folder, path), 'latin1')
  }
  return found
}

/** Waits until both folders hold the same, byte for byte. Says which paths do not. */
export async function expectEqualFolders(one: string, other: string): Promise<void> {
  await expect
    .poll(async () => {
      const [left, right] = await Promise.all([contents(one), contents(other)])
      const paths = [...new Set([...Object.keys(left), ...Object.keys(right)])]
      return paths.filter(path => left[path] !== right[path])
    }, patience)
    .toEqual([])
}

/** Lines that are gone with `-`, new ones with `+`, as `git diff -U0` says. Random ids read `unique_id=…`. */
export async function lineDiff(before: string, after: string): Promise<string[]> {
  if (before === after) return []
  const folder = await mkdtemp(join(tmpdir(), 'weft-diff-'))
  try {
    await writeFile(join(folder, 'before'), before)
    await writeFile(join(folder, 'after'), after)
    const args = ['diff', '--no-index', '-U0', '--no-color', 'before', 'after']
    // Git ends with 1 where there is a difference.
    const text = await execute('git', args, { cwd: folder }).then(
      ({ stdout }) => stdout,
      (error: { code: number; stdout: string; stderr: string }) => {
        if (error.code !== 1) throw new Error(error.stderr)
        return error.stdout
      },
    )
    return text
      .split('\n')
      .filter(line => /^[-+]/.test(line) && !/^(---|\+\+\+) /.test(line))
      .map(line => line.replace(/unique_id=\d+/, 'unique_id=…'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=Weft', '-c', 'user.email=weft@localhost', '-c', 'commit.gpgsign=false']
  const { stdout } = await execute('git', [...who, ...args], { cwd: folder })
  return stdout.trimEnd()
}

/** Follows one file: each step says what it changes against the step before. */
export async function followFile(path: string) {
  let before = await readFile(path, 'utf8')
  return {
    /** Waits for exactly these lines to change, in this order. */
    async expectChange(lines: readonly string[]): Promise<void> {
      let after = before
      await expect
        .poll(async () => {
          after = await readFile(path, 'utf8')
          return lineDiff(before, after)
        }, patience)
        .toEqual(lines)
      before = after
    },
    text: () => before,
  }
}
