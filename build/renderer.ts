/**
 * The page in `dist/renderer`, built when a source is newer than what was built last.
 *
 *     node build/renderer.ts [--force]
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const output = join(root, 'dist', 'renderer', 'index.html')
const sources = ['renderer', 'shared', 'package-lock.json']

/** Builds if it has to. Returns whether it did. */
export async function buildRenderer({ force = false } = {}): Promise<boolean> {
  if (!force && (await isFresh())) return false
  await build({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' })
  return true
}

async function isFresh(): Promise<boolean> {
  const built = await modified(output)
  if (built === null) return false
  for (const source of sources) if ((await newest(join(root, source))) > built) return false
  return true
}

/** Latest change of a file or of anything below a folder, in Unix ms. */
async function newest(path: string): Promise<number> {
  const info = await stat(path)
  if (!info.isDirectory()) return info.mtimeMs
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const times = await Promise.all(
    entries.filter(entry => entry.isFile()).map(entry => modified(join(entry.parentPath, entry.name))),
  )
  return Math.max(info.mtimeMs, ...times.map(time => time ?? 0))
}

async function modified(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

if (import.meta.main) {
  const didBuild = await buildRenderer({ force: process.argv.includes('--force') })
  console.log(didBuild ? 'dist/renderer is built.' : 'dist/renderer is up to date.')
}
