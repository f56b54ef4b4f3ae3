/** What of the checkout goes into the packaged app: the bundles, package.json, and what has addons: SQLite and es-git. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const sqlite = 'node_modules/better-sqlite3'
const kept = [
  '.vite/build',
  'package.json',
  ...['package.json', 'LICENSE', 'lib', 'prebuilds'].map(name => `${sqlite}/${name}`),
  ...['package.json', 'LICENSE', 'index.js'].map(name => `node_modules/es-git/${name}`),
]

/**
 * `path` as the packager asks: below the checkout, beginning with a slash, '' for the checkout itself; folders are
 * asked about before what is in them.
 */
export function isPackaged(path: string): boolean {
  const name = path.replaceAll('\\', '/').replace(/^\//, '')
  // Packages of one addon each, of which npm installs those that fit.
  if (/^node_modules\/es-git-[\w-]+(?:\/|$)/.test(name)) return !name.endsWith('.md')
  return name === '' || kept.some(one => name === one || name.startsWith(`${one}/`) || one.startsWith(`${name}/`))
}

/** Of the addons only those of the target stay: those that SQLite comes with are 27 MB together. */
export async function removeOtherAddons(appFolder: string, platform: string, processor: string): Promise<void> {
  await removeOtherSqlite(appFolder, platform, processor)
  await removeOtherGit(appFolder, platform, processor)
}

/** Where npm installed for another system than the target's, `npm install --os --cpu` puts the one that is needed there. */
async function removeOtherGit(appFolder: string, platform: string, processor: string): Promise<void> {
  const folder = join(appFolder, 'node_modules')
  const suffix = { linux: '-gnu', win32: '-msvc' }[platform] ?? ''
  const wanted = `es-git-${platform}-${processor}${suffix}`
  const names = (await readdir(folder)).filter(name => name.startsWith('es-git-'))
  if (!names.includes(wanted)) throw new Error(`${wanted} is not installed: es-git has no addon for this target`)
  for (const name of names) if (name !== wanted) await rm(join(folder, name), { recursive: true })
}

async function removeOtherSqlite(appFolder: string, platform: string, processor: string): Promise<void> {
  const folder = join(appFolder, sqlite, 'prebuilds')
  const wanted = `${platform}-${processor}.node`
  const names = await readdir(folder)
  if (!names.includes(wanted)) throw new Error(`better-sqlite3 has no addon for ${platform} on ${processor}`)
  for (const name of names) if (name !== wanted) await rm(join(folder, name), { recursive: true })
}
