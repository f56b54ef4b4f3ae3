/** The files of this repository, read once for all rules. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSource, type Source } from './source.ts'
import type { TextFile } from './spec-rules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const notOurs = new Set(['node_modules', 'dist', 'out', '.git', '.cache', '.vite', '.weft', '.godot', 'test-results'])

/** Every path from the root, with `/`. */
export function repositoryPaths(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : repositoryPaths(path)
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : []
  })
}

export function readText(path: string): TextFile {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

/** TypeScript of the product, of the build and of the tests. */
export function readSources(paths: readonly string[]): Source[] {
  return paths
    .filter(path => path.includes('/') && /\.tsx?$/.test(path) && !/^(?:examples|tests\/fixtures)\//.test(path))
    .map(path => readSource(path, readText(path).text))
}
