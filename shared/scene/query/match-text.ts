/** Texts against the value of a term. FND5 */
import { matchesWildcard } from './wildcard.ts'

export interface TextTest {
  readonly match: 'whole' | 'contains'
  readonly value: string
}

export function matchesText({ match, value }: TextTest, text: string): boolean {
  return match === 'whole' ? matchesWildcard(value, text) : text.toLowerCase().includes(value.toLowerCase())
}

/** A file answers to its path with and without `res://`, its name, and its name without the ending. FND6 */
export function matchesFile(test: TextTest, path: string): boolean {
  return fileForms(path).some(form => matchesText(test, form))
}

export function fileForms(path: string): string[] {
  const inner = path.startsWith('res://') ? path.slice(6) : path
  const name = inner.slice(inner.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return [path, inner, name, ...(dot > 0 ? [name.slice(0, dot)] : [])]
}

/** `in:levels/` is that folder and all below it; `in:levels/harbor.tscn` that file. */
export function matchesPlace({ match, value }: TextTest, path: string): boolean {
  const inner = path.slice(6).toLowerCase()
  const wanted = value.toLowerCase().replace(/^res:\/\//, '')
  if (match === 'contains') return inner.includes(wanted)
  const folder = wanted === '' || wanted.endsWith('/') ? wanted : `${wanted}/`
  return inner.startsWith(folder) || matchesWildcard(wanted, inner) || matchesWildcard(`${folder}*`, inner)
}
