/** What a scene is compared with that came or went: the same heading, and nothing else. (DIFF14) */
import type { SceneText } from '../codec/scene-text.ts'

export function textWithout({ text, kind, sections, newline }: SceneText): string {
  const [head] = sections
  const heading = head === undefined ? `[gd_${kind} format=3]` : text.slice(head.start, head.tagEnd)
  return [heading.trim(), ...(kind === 'resource' ? ['', '[resource]'] : []), ''].join(newline)
}
