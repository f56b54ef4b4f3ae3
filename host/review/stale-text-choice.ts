/** Takes of a text what an older copy of its file said, and the way back. */
import { type StaleText, staleEdits } from '../../shared/text/stale-text.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { applyEdits, type TextEdit, textEdits, writeEdits } from '../../shared/text/text-edits.ts'
import { textDigest } from '../../shared/text/text-work.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Back from what the text said then. */
export interface TextStep {
  readonly digest: string
  readonly edits: readonly TextEdit[]
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

export async function takeStaleText(workspace: Workspace, document: string, stale: StaleText): Promise<TextStep> {
  using host = await workspace.documents.open(document)
  const text = openTextDocument(host.doc)
  const before = text.text.toJSON()
  const edits = staleEdits(text, stale)
  host.doc.transact(() => writeEdits(text.text, edits), ORIGIN)
  await host.whenStored()
  return { digest: textDigest(text), edits: textEdits(applyEdits(before, edits), before) }
}

/** False where somebody has written in it since. */
export async function takeBackText(
  workspace: Workspace,
  document: string,
  { digest, edits }: TextStep,
): Promise<boolean> {
  using host = await workspace.documents.open(document)
  const text = openTextDocument(host.doc)
  if (textDigest(text) !== digest) return false
  host.doc.transact(() => writeEdits(text.text, edits), ORIGIN)
  await host.whenStored()
  return true
}
