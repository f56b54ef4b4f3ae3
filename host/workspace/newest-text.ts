/** The newest text of a scene, where there is one that says all its document says. */
import type { Project } from './project.ts'
import type { NewestText } from './workspace.ts'

export function newestText({ store, table, tree }: Project, path: string): NewestText {
  const document = tree.byPath(path)?.document ?? null
  const row = table.get(path)
  if (document === null || row === undefined || row.fault !== null)
    return { kind: document === null ? 'file' : 'document' }
  if (store.log.last(document) > row.writtenSequence) return { kind: 'document' }
  const written = store.written.newest(document)
  return written === undefined ? { kind: 'file' } : { kind: 'text', text: written.text, ids: written.ids }
}
