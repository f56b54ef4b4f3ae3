/** A fix, made through an editor: one gesture, so that it is undone as one. */
import { assertNever } from '../../assert-never.ts'
import { AppError } from '../../contract/errors.ts'
import {
  acceptRepair,
  changeType,
  deleteNodes,
  disconnectSignal,
  renameNode,
  repointResource,
  restoreRecovered,
  setProperty,
  setResourceProperty,
} from '../commands.ts'
import type { SceneEditor } from '../editor.ts'
import type { Repair } from '../scene.ts'
import { repairKey } from './check-repairs.ts'
import type { Fix, FixEdit } from './problem.ts'

/** Throws AppError NOT_FOUND where the scene has changed and what was wrong is gone. */
export function applyFix(editor: SceneEditor, fix: Pick<Fix, 'label' | 'edits'>): void {
  // A restore and an accepted repair are gestures that read what the one before them did.
  editor.gesture(fix.label, () => {
    for (const edit of fix.edits) apply(editor, edit)
  })
}

function apply(editor: SceneEditor, edit: FixEdit): void {
  switch (edit.kind) {
    case 'set':
      setProperty(editor, [edit.node], edit.property, edit.value)
      return
    case 'set-resource':
      setResourceProperty(editor, edit.resource, edit.property, edit.value)
      return
    case 'rename':
      renameNode(editor, edit.node, edit.name)
      return
    case 'retype':
      changeType(editor, [edit.node], edit.type)
      return
    case 'delete':
      deleteNodes(editor, [edit.node])
      return
    case 'disconnect':
      disconnectSignal(editor, edit.connection)
      return
    case 'repoint':
      repointResource(editor, edit.resource, edit)
      return
    case 'accept-repair':
      acceptRepair(editor, repairOf(editor, edit.repair))
      return
    case 'restore': {
      const repair = repairOf(editor, edit.repair)
      if (repair.kind === 'recovered') restoreRecovered(editor, repair.node, repair.where)
      return
    }
    default:
      assertNever(edit)
  }
}

function repairOf(editor: SceneEditor, key: string): Repair {
  const repair = editor.document.scene.repairs.find(each => repairKey(each) === key)
  if (repair === undefined) throw new AppError('NOT_FOUND', 'This is settled already.')
  return repair
}
