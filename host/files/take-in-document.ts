/** A changed file of a document, taken in by its kind. */
import type { UpdateOrigin } from '../documents/documents.ts'
import type { Project } from '../workspace/project.ts'
import type { DocumentFile } from './document-file.ts'
import { takeInScene } from './take-in-scene.ts'
import { takeInTextFile } from './take-in-text.ts'

export function takeInDocument(project: Project, file: DocumentFile, origin: UpdateOrigin): Promise<void> {
  // Also of an entry that is in the trash: its file may still be edited.
  const isText = project.tree.kindOf(file.entry) === 'text'
  return isText ? takeInTextFile(project, file, origin) : takeInScene(project, file, origin)
}
