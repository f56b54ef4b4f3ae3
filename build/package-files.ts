/** What of the checkout goes into the packaged app: the bundles, package.json, and SQLite. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const sqlite = 'node_modules/better-sqlite3'
const kept = [
  '.vite/build',
  'package.json',
  ...['package.json', 'LICENSE', 'lib', 'prebuilds'].map(name => `${sqlite}/${name}`),
]

/**
 * `path` as the packager asks: below the checkout, beginning with a slash, '' for the checkout itself; folders are
 * asked about before what is in them.
 */
export function isPackaged(path: string): boolean {
  const name = path.replaceAll('\\', '/').replace(/^\//, '')
  return name === '' || kept.some(one => name === one || name.startsWith(`${one}/`) || one.startsWith(`${name}/`))
}

/** Of the addons that SQLite comes with, only the one of the target stays: together they are 27 MB. */
export async function removeOtherAddons(appFolder: string, platform: string, processor: string): Promise<void> {
  const folder = join(appFolder, sqlite, 'prebuilds')
  const wanted = `${platform}-${processor}.node`
  const names = await readdir(folder)
  if (!names.includes(wanted)) throw new Error(`better-sqlite3 has no addon for ${platform} on ${processor}`)
  for (const name of names) if (name !== wanted) await rm(join(folder, name), { recursive: true })
}
