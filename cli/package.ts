/** Weft's own folder, and its version. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : '0.0.0'
}

/** A path inside Weft's own folder. */
export function inPackage(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
