/**
 * A file as a row of chunks: the text of each section and the blank lines behind it.
 *
 * Chunks that keep their neighbours keep their bytes; where the row changed, Godot's own blank lines come in.
 * Comments between sections stay with the section above them.
 */
import type { SceneText, Tag } from '../codec/scene-text.ts'

export interface Chunk {
  readonly id: string
  readonly tag: Tag
  readonly body: string
  /** Section of the base text this chunk comes from, or -1. */
  readonly section: number
}

export function joinChunks(base: SceneText, chunks: readonly Chunk[]): string {
  const { text, sections, newline } = base
  const first = sections[0]
  if (first === undefined) return text
  const tail = text.slice(sections.at(-1)?.end ?? text.length)
  let joined = text.slice(0, first.start)
  chunks.forEach((chunk, i) => {
    joined += chunk.body
    const next = chunks[i + 1]
    if (next === undefined) {
      joined +=
        chunk.section === sections.length - 1
          ? tail
          : commentsOf(base, chunk.section, newline) + tail.slice(tail.trimEnd().length)
      return
    }
    const isNeighbour = chunk.section >= 0 && next.section === chunk.section + 1
    joined += isNeighbour
      ? gapAfter(base, chunk.section)
      : commentsOf(base, chunk.section, newline) + blankBetween(chunk.tag, next.tag, newline)
  })
  return joined
}

function gapAfter(base: SceneText, section: number): string {
  const from = base.sections[section]
  const to = base.sections[section + 1]
  return from === undefined || to === undefined ? '' : base.text.slice(from.end, to.start)
}

/** What stands between two sections besides white space. */
function commentsOf(base: SceneText, section: number, newline: string): string {
  if (section < 0) return ''
  const comment = gapAfter(base, section).trim()
  return comment === '' ? '' : newline + comment
}

/** Godot's layout: resources that are external and connections stand line by line, all else a blank line apart. */
function blankBetween(tag: Tag, next: Tag, newline: string): string {
  const isDense = tag === next && (tag === 'ext_resource' || tag === 'connection' || tag === 'editable')
  return isDense ? newline : newline + newline
}
