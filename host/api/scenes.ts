import { randomBytes } from 'node:crypto'
import type { OpenedScene } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { applySceneEdits, sceneTree } from '../../shared/scene/by-path.ts'
import { newSceneText } from '../../shared/scene/new-scene.ts'
import { storedId } from '../storage/stored-id.ts'
import type { OpenedSceneDocument, Workspace } from '../workspace/workspace.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function scenesProcedures(host: ApiHost) {
  const read = procedureFor('read').scenes
  const edit = procedureFor('edit').scenes
  return {
    open: read.open.handler(({ input, context }) =>
      openedScene(host.workspace(), input.path, context.caller.capabilities.has('edit') && host.canWrite()),
    ),
    create: edit.create.handler(async ({ input }) => {
      mustWrite(host)
      if (!/\.tscn$/.test(input.path)) throw new AppError('BAD_REQUEST', 'A scene file ends in .tscn.', input)
      const workspace = host.workspace()
      await workspace.createFile(input.path, newSceneText({ ...input, random: randomBytes }))
      return openedScene(workspace, input.path, true)
    }),
    tree: read.tree.handler(async ({ input }) => {
      using opened = await openReadable(host.workspace(), input.path)
      return sceneTree(opened.scene.scene)
    }),
    edit: edit.edit.handler(async ({ input }) => {
      mustWrite(host)
      const workspace = host.workspace()
      using opened = await openReadable(workspace, input.path)
      applySceneEdits(opened.editor, input.edits)
      using document = await workspace.documents.open(opened.document)
      await document.whenStored()
      return sceneTree(opened.scene.scene)
    }),
  }
}

export async function openedScene(workspace: Workspace, path: string, canWrite: boolean): Promise<OpenedScene> {
  using opened = await workspace.openScene(path)
  if (opened.status === 'open')
    return { status: 'open', document: storedId(workspace.reality.id, opened.document), path, canWrite }
  const { code, reason, line, column } = opened.fault
  return { status: 'unreadable', path, fault: { code, reason, line, column }, text: opened.text }
}

/** Throws AppError UNREADABLE with what is wrong, and where. */
export async function openReadable(workspace: Workspace, path: string): Promise<OpenedSceneDocument> {
  const opened = await workspace.openScene(path)
  if (opened.status === 'open') return opened
  opened[Symbol.dispose]()
  throw new AppError('UNREADABLE', opened.fault.reason, { path, hint: `line ${opened.fault.line}` })
}
