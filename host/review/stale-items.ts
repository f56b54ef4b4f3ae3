/** Values that a save of an older copy would have undone: left alone, and listed until somebody says what holds. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import { takeStale } from '../../shared/scene/intake.ts'
import { parseRegisterKey } from '../../shared/scene/register-key.ts'
import type { StaleEntry, Workspace } from '../workspace/workspace.ts'
import { type StoredStep, storedStep, undoStored } from './stored-step.ts'

export function staleItem({ id, document, path, value }: StaleEntry): ReviewItem {
  const key = parseRegisterKey(value.register)
  const name = key !== null && 'name' in key ? key.name : null
  return {
    id: `${document}|stale|${id}`,
    file: path,
    document,
    kind: 'stale',
    node: '',
    nodeId: key?.owner === 'node' ? key.id : null,
    property: name,
    text: `An older copy of the file was saved. Its value${name === null ? '' : ` of ${name}`} was not taken.`,
    choices: [
      { id: 'keep', label: 'Keep ours', detail: '', inUse: true, author: null },
      { id: 'file', label: 'Take the file’s', detail: value.fileText ?? 'Not there', inUse: false, author: null },
    ],
  }
}

export interface StaleWay {
  readonly entry: StaleEntry
  readonly step: StoredStep | null
}

/** Answers the way back. Throws AppError NOT_FOUND where it is settled. */
export async function staleChoice(workspace: Workspace, id: string, choice: string): Promise<StaleWay> {
  const entry = workspace.stale.list().find(stale => `${stale.document}|stale|${stale.id}` === id)
  if (entry === undefined || (choice !== 'keep' && choice !== 'file')) {
    throw new AppError('NOT_FOUND', 'This is settled already.')
  }
  const step =
    choice === 'file'
      ? await inEditor(workspace, entry, editor => {
          takeStale(editor, [entry.value])
          return editor.lastStep
        })
      : null
  workspace.stale.remove(entry.id)
  return { entry, step: storedStep(step) }
}

export async function takeBackStale(workspace: Workspace, { entry, step }: StaleWay): Promise<boolean> {
  const isUndone = step === null || (await inEditor(workspace, entry, editor => undoStored(editor, step)))
  workspace.stale.add(entry)
  return isUndone
}

async function inEditor<T>(workspace: Workspace, entry: StaleEntry, run: (editor: SceneEditor) => T): Promise<T> {
  using opened = await workspace.openScene(entry.path)
  if (opened.status !== 'open') throw new AppError('UNREADABLE', opened.fault.reason, { path: entry.path })
  const result = run(opened.editor)
  using held = await workspace.documents.open(entry.document)
  await held.whenStored()
  return result
}
