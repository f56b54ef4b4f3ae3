/** The files of a folder with size and time, without reading any. Links are neither followed nor listed (FIL3). */
import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IgnoreRules, noRules } from './ignore.ts'
import { isMissing, TEMPORARY_PREFIX } from './write-whole.ts'

export interface FileLook {
  readonly sizeBytes: number
  /** Microseconds. */
  readonly mtimeUs: number
  readonly inode: number
}

export interface FolderScan {
  /** By path relative to the folder, with `/`. */
  readonly files: Map<string, FileLook>
  /** Folders with nothing in them. */
  readonly emptyFolders: readonly string[]
  /** Absolute: Weft's temporary files, left by a host that was killed while it wrote. */
  readonly leftovers: readonly string[]
}

export async function scanFolder(folder: string): Promise<FolderScan> {
  const scan = { files: new Map<string, FileLook>(), emptyFolders: [], leftovers: [] }
  await scanInto(folder, '', noRules, scan)
  return scan
}

interface Scanning {
  readonly files: Map<string, FileLook>
  readonly emptyFolders: string[]
  readonly leftovers: string[]
}

/** The same for one file; undefined where there is none, or something else than a file. */
export async function lookAt(absolute: string): Promise<FileLook | undefined> {
  try {
    const stat = await lstat(absolute, { bigint: true })
    if (!stat.isFile()) return undefined
    return { sizeBytes: Number(stat.size), mtimeUs: Number(stat.mtimeNs / 1000n), inode: Number(stat.ino) }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export function isSameLook(a: FileLook | undefined, b: FileLook | undefined): boolean {
  return a?.sizeBytes === b?.sizeBytes && a?.mtimeUs === b?.mtimeUs && a?.inode === b?.inode
}

/** The rules that hold for a path, read from the folders above it. */
export async function isIgnoredPath(folder: string, path: string): Promise<boolean> {
  const names = path.split('/')
  let rules = noRules
  for (let i = 0; i < names.length; i += 1) {
    rules = await withRulesOf(folder, names.slice(0, i).join('/'), rules)
    if (rules.isIgnored(names.slice(0, i + 1).join('/'), i < names.length - 1)) return true
  }
  return false
}

async function scanInto(folder: string, below: string, inherited: IgnoreRules, scan: Scanning) {
  const entries = await list(join(folder, below))
  if (entries.length === 0 && below !== '') scan.emptyFolders.push(below)
  const rules = entries.some(entry => entry.name === '.gitignore')
    ? await withRulesOf(folder, below, inherited)
    : inherited
  await Promise.all(
    entries.map(async entry => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) {
        if (!rules.isIgnored(path, true)) await scanInto(folder, path, rules, scan)
      } else if (entry.isFile() && entry.name.startsWith(TEMPORARY_PREFIX)) scan.leftovers.push(join(folder, path))
      else if (entry.isFile() && !rules.isIgnored(path, false)) {
        const look = await lookAt(join(folder, path))
        if (look !== undefined) scan.files.set(path, look)
      }
    }),
  )
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    // Gone since its parent was read.
    if (isMissing(error)) return []
    throw error
  }
}

async function withRulesOf(folder: string, below: string, inherited: IgnoreRules): Promise<IgnoreRules> {
  try {
    return inherited.with(below, await readFile(join(folder, below, '.gitignore'), 'utf8'))
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) return inherited
    throw error
  }
}
