/** Acts on one item of a scene. Every choice is an edit: everybody gets it, and it can be taken back. */
import { AppError } from '../../shared/contract/errors.ts'
import {
  acceptRepair,
  keepOneOf,
  leaveDangling,
  pickBase,
  pickClaim,
  pointDangling,
  restoreRecovered,
} from '../../shared/scene/commands.ts'
import type { EditStep, SceneEditor } from '../../shared/scene/editor.ts'
import type { NodeId, Repair } from '../../shared/scene/scene.ts'
import { BASE_CHOICE } from './contested-item.ts'
import { contestedId, repairId } from './scene-items.ts'

export interface SceneChoice {
  /** Document id. */
  readonly document: string
  readonly id: string
  readonly choice: string
  /** Where the choice asks for one. */
  readonly node: string | null
}

/** Answers what was replaced; null where nothing had to be. Throws AppError NOT_FOUND where item or choice is gone. */
export function chooseInScene(editor: SceneEditor, wanted: SceneChoice): EditStep | null {
  const before = editor.lastStep
  act(editor, wanted)
  return editor.lastStep === before ? null : editor.lastStep
}

function act(editor: SceneEditor, { document, id, choice, node }: SceneChoice): void {
  const { scene } = editor.document
  const contested = scene.contested.find(item => contestedId(document, item) === id)
  if (contested !== undefined) {
    if (choice === BASE_CHOICE) pickBase(editor, contested)
    else pickClaim(editor, contested, choice)
    return
  }
  const repair = scene.repairs.find(item => repairId(document, item) === id)
  if (repair === undefined) throw gone()
  actOnRepair(editor, repair, choice, node)
}

function actOnRepair(editor: SceneEditor, repair: Repair, choice: string, node: string | null): void {
  const isKept = choice === 'keep'
  if (repair.kind === 'dangling') {
    if (isKept) leaveDangling(editor, repair)
    else if (choice === 'clear') pointDangling(editor, repair, null)
    else if (choice === 'point' && node !== null) pointDangling(editor, repair, node as NodeId)
    else throw gone()
  } else if (isKept) acceptRepair(editor, repair)
  else if (repair.kind === 'renamed' && choice === 'only-this') keepOneOf(editor, repair, 'this')
  else if (repair.kind === 'renamed' && choice === 'only-other') keepOneOf(editor, repair, 'other')
  else if (repair.kind === 'recovered' && choice === 'restore') restoreRecovered(editor, repair.node, repair.where)
  else if (repair.kind === 'recovered' && choice === 'restore-all') restoreRecovered(editor, repair.deletedTop, null)
  else throw gone()
}

export function gone(): AppError {
  return new AppError('NOT_FOUND', 'This is settled already.')
}
