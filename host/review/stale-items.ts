/** What a save of an older copy would have undone: left alone, and listed until somebody says what holds (INT3, TXT11). */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import { type StaleValue, takeStale } from '../../shared/scene/intake.ts'
import { parseRegisterKey } from '../../shared/scene/register-key.ts'
import { lackedIn, type StaleText } from '../../shared/text/stale-text.ts'
import type { StaleEntry, Workspace } from '../workspace/workspace.ts'
import { type TextStep, takeBackText, takeStaleText } from './stale-text-choice.ts'
import { type StoredStep, storedStep, undoStored } from './stored-step.ts'

export function staleItem({ id, document, path, value }: StaleEntry): ReviewItem {
  const base = { id: `${document}|stale|${id}`, file: path, document, kind: 'stale' as const }
  return isText(value) ? { ...base, ...textItem(path, value) } : { ...base, ...valueItem(value) }
}

type Own = Pick<ReviewItem, 'node' | 'nodeId' | 'property' | 'text' | 'choices'>

function valueItem({ register, fileText }: StaleValue): Own {
  const key = parseRegisterKey(register)
  const name = key !== null && 'name' in key ? key.name : null
  return {
    node: '',
    nodeId: key?.owner === 'node' ? key.id : null,
    property: name,
    text: `An older copy of the file was saved. Its value${name === null ? '' : ` of ${name}`} was not taken.`,
    choices: choices('', fileText ?? 'Not there'),
  }
}

function textItem(path: string, value: StaleText): Own {
  const lacked = lackedIn(value)
  return {
    node: path.slice(path.lastIndexOf('/') + 1),
    nodeId: null,
    property: null,
    text: 'An older copy of the file was saved. What it lacked stayed.',
    choices: choices(lacked.ours, lacked.copy === '' ? 'Not there' : lacked.copy),
  }
}

function choices(ours: string, file: string): ReviewItem['choices'] {
  return [
    { id: 'keep', label: 'Keep ours', detail: ours, inUse: true, author: null },
    { id: 'file', label: 'Take the file’s', detail: file, inUse: false, author: null },
  ]
}

function isText(value: StaleEntry['value']): value is StaleText {
  return 'kind' in value
}

export interface StaleWay {
  readonly entry: StaleEntry
  /** Of a scene. */
  readonly step: StoredStep | null
  readonly text?: TextStep | null
}

/** Answers the way back. Throws AppError NOT_FOUND where it is settled. */
export async function staleChoice(workspace: Workspace, id: string, choice: string): Promise<StaleWay> {
  const entry = workspace.stale.list().find(stale => `${stale.document}|stale|${stale.id}` === id)
  if (entry === undefined || (choice !== 'keep' && choice !== 'file')) {
    throw new AppError('NOT_FOUND', 'This is settled already.')
  }
  const way = choice === 'file' ? await take(workspace, entry) : { entry, step: null }
  workspace.stale.remove(entry.id)
  return way
}

async function take(workspace: Workspace, entry: StaleEntry): Promise<StaleWay> {
  const { value, document } = entry
  if (isText(value)) return { entry, step: null, text: await takeStaleText(workspace, document, value) }
  const step = await inEditor(workspace, entry, editor => {
    takeStale(editor, [value])
    return editor.lastStep
  })
  return { entry, step: storedStep(step) }
}

export async function takeBackStale(workspace: Workspace, { entry, step, text }: StaleWay): Promise<boolean> {
  const isUndone =
    (step === null || (await inEditor(workspace, entry, editor => undoStored(editor, step)))) &&
    (text == null || (await takeBackText(workspace, entry.document, text)))
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
