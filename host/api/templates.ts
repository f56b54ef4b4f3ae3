import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/contract/errors.ts'
import { nodeAt } from '../../shared/scene/by-path.ts'
import { nodePath } from '../../shared/scene/reference.ts'
import { instantiateTemplate, templateSceneText } from '../../shared/scene/template/instantiate-template.ts'
import { makeTemplate } from '../../shared/scene/template/make-template.ts'
import { outsideLine } from '../../shared/scene/template/outside-words.ts'
import { loadPropertyOrder } from '../godot-classes.ts'
import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'
import { openedScene, openReadable } from './scenes.ts'

export function templatesProcedures(host: ApiHost) {
  const { templates } = host
  const read = procedureFor('read').templates
  const edit = procedureFor('edit').templates
  const mayKeep = ({ library }: { library: 'project' | 'personal' }) => {
    if (library === 'project') mustWrite(host)
  }
  return {
    list: read.list.handler(() => templates.list()),
    watch: read.watch.handler(async function* ({ signal }) {
      const changes = latest(
        () => null,
        listener => templates.onDidChange(listener),
        signal,
      )
      for await (const _ of changes) yield await templates.list()
    }),
    get: read.get.handler(({ input }) => templates.get(input)),
    save: edit.save.handler(async ({ input }) => {
      mayKeep(input)
      await templates.save(input)
      return templates.get(input)
    }),
    make: edit.make.handler(async ({ input }) => {
      if (!input.dryRun) mayKeep(input)
      using opened = await openReadable(host.workspace(), input.path)
      const { scene } = opened.scene
      const made = makeTemplate(scene, nodeAt(scene, input.node), input)
      const { library, name } = input
      if (!input.dryRun) await templates.save({ library, name, template: made.template, mode: 'new' })
      const outside = made.outside.map(each => ({ kind: each.kind, text: outsideLine(scene, each) }))
      return { library, name, template: made.template, outside }
    }),
    rename: edit.rename.handler(async ({ input }) => {
      mayKeep(input)
      await templates.rename(input, input.to)
      return templates.get({ library: input.library, name: input.to })
    }),
    remove: edit.remove.handler(async ({ input }) => {
      mayKeep(input)
      const found = await templates.get(input)
      if (!input.dryRun) await templates.remove(input)
      return found
    }),
    instantiate: edit.instantiate.handler(async ({ input }) => {
      mustWrite(host)
      const { template, name } = await templates.get(input)
      const workspace = host.workspace()
      using opened = await openReadable(workspace, input.path)
      const { scene, editor } = opened
      const place = { parent: nodeAt(scene.scene, input.parent), index: input.index }
      const made = instantiateTemplate(editor, template, input.values, place, name)
      using document = await workspace.documents.open(opened.document)
      await document.whenStored()
      return { node: nodePath(scene.scene, made.node), left: [...made.left] }
    }),
    createScene: edit.createScene.handler(async ({ input }) => {
      mustWrite(host)
      if (!/\.tscn$/.test(input.path)) throw new AppError('BAD_REQUEST', 'A scene file ends in .tscn.', input)
      const { template } = await templates.get(input)
      const workspace = host.workspace()
      const options = { propertyOrder: loadPropertyOrder() }
      const { text, left } = templateSceneText(template, input.values, randomBytes, options)
      await workspace.createFile(input.path, new TextEncoder().encode(text))
      return { scene: await openedScene(workspace, input.path, true), left: [...left] }
    }),
  }
}
