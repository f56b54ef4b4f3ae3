/** A name beside others that have it already: `icon.png` becomes `icon 2.png`. */
import { foldName } from './entry-name.ts'

/** `taken`: names of the siblings. `.tar.gz` and dotfiles keep their endings. */
export function freeName(name: string, taken: Iterable<string>): string {
  const folded = new Set([...taken].map(foldName))
  if (!folded.has(foldName(name))) return name
  const dot = name.indexOf('.', 1)
  const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)]
  const numbered = /^(.*) (\d+)$/.exec(stem)
  const base = numbered?.[1] ?? stem
  for (let number = Number(numbered?.[2] ?? 1) + 1; ; number += 1) {
    const free = `${base} ${number}${ending}`
    if (!folded.has(foldName(free))) return free
  }
}
