/** What differs between a text document and a file, in lines for people. */
import { TEXT_FILE_BYTES } from '../../shared/limits.ts'
import { textEdits } from '../../shared/text/text-edits.ts'
import { readText } from '../../shared/text/text-file.ts'
import type { Project } from '../workspace/project.ts'

const SHOWN_UNITS = 80

/** Empty where both say the same. */
export async function textChanges(project: Project, document: string, bytes: Uint8Array): Promise<string[]> {
  const read = readText(bytes, TEXT_FILE_BYTES)
  if (!read.ok) return [`Cannot be read: ${read.fault.reason}`]
  using live = await project.texts.open(document)
  const shared = live.text.raw()
  return textEdits(shared, read.raw).map(({ at, remove, insert }) => {
    const line = shared.slice(0, at).split('\n').length
    const words = [
      ...(remove > 0 ? [`\u2212 ${short(shared.slice(at, at + remove))}`] : []),
      ...(insert === '' ? [] : [`+ ${short(insert)}`]),
    ]
    return `Line ${line}: ${words.join(' ')}`
  })
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > SHOWN_UNITS ? `${line.slice(0, SHOWN_UNITS)}\u2026` : line
}
