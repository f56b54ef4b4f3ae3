/**
 * Paths of all files of a folder that Git would not ignore, sorted; links are neither followed nor listed (FIL2, FIL3).
 * Nothing is asked about the single file, which makes it fit for a search over ten thousand.
 */
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import picomatch from 'picomatch'
import { type IgnoreRules, noRules } from '../../files/ignore.ts'
import { isMissing } from '../../files/write-whole.ts'

/** `levels/**`, `*.gd`, `!addons/**`: without a slash at any depth. None means all. */
export function listFiles(folder: string, globs: readonly string[] = []): string[] {
  const isWanted = globFilter(globs)
  const paths: string[] = []
  walk(folder, '', noRules, path => {
    if (isWanted(path)) paths.push(path)
  })
  return paths.sort()
}

export function globFilter(globs: readonly string[]): (path: string) => boolean {
  const compile = (glob: string) =>
    picomatch(glob.endsWith('/') ? `${glob}**` : glob, { dot: true, basename: !glob.includes('/') })
  const taken = globs.filter(glob => !glob.startsWith('!')).map(compile)
  const left = globs.filter(glob => glob.startsWith('!')).map(glob => compile(glob.slice(1)))
  return path => (taken.length === 0 || taken.some(fits => fits(path))) && !left.some(fits => fits(path))
}

function walk(folder: string, below: string, inherited: IgnoreRules, found: (path: string) => void): void {
  const entries = list(join(folder, below))
  const hasRules = entries.some(entry => entry.name === '.gitignore' && entry.isFile())
  const rules = hasRules ? inherited.with(below, readRules(join(folder, below, '.gitignore'))) : inherited
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      if (!rules.isIgnored(path, true)) walk(folder, path, rules, found)
    } else if (entry.isFile() && !rules.isIgnored(path, false)) found(path)
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    // Gone since its parent was read, or not ours to read.
    if (isMissing(error) || isForbidden(error)) return []
    throw error
  }
}

function readRules(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error) || isForbidden(error)) return ''
    throw error
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}
