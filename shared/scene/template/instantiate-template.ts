/** A template put into a scene, as new nodes of its own, or made into a scene of its own. TPL8 to TPL11 */
import { AppError } from '../../contract/errors.ts'
import { quoteName } from '../codec/layout.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import { graftTrees } from '../commands/graft.ts'
import { nodeOf } from '../commands/place.ts'
import { setProperty } from '../commands.ts'
import type { SceneEditor } from '../editor.ts'
import { type ExportOptions, exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import { uidText } from '../new-scene.ts'
import { splitSubnames } from '../node-tree.ts'
import { relativePath, resolvePath } from '../reference.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import { type FilledTemplate, fillTemplate, type PathPlace, type TemplateValues } from './fill-template.ts'
import type { Template } from './template.ts'

export interface TemplatePlace {
  readonly parent: NodeId
  /** Among the parent's children; the end by default. */
  readonly index?: number | undefined
}

export interface Instantiated {
  readonly node: NodeId
  /** Parameters whose default path leads nowhere here: their properties stay empty. */
  readonly left: readonly string[]
}

/**
 * One gesture, one step of undo. Throws AppError BAD_REQUEST, with `data.faults` where values do not fit; nothing has
 * changed then. `name` is the template's, for the label of undo.
 */
export function instantiateTemplate(
  editor: SceneEditor,
  template: Template,
  values: TemplateValues,
  place: TemplatePlace,
  name = 'template',
): Instantiated {
  const parent = nodeOf(editor, place.parent)
  const filled = fillTemplate(template, values, editor.deps.random)
  const model = modelOf(filled)
  refuseOtherFormat(editor.document.scene.format, model.structure.file.format)
  refuseLostPaths(filled.paths, path => resolveIn(editor, path) !== null)
  const left = new Set<string>()
  const node = editor.gesture(`Insert ${name}`, tx => {
    const top = model.root ?? ''
    const nodes = graftTrees(editor, tx, model, {
      parent: place.parent,
      index: place.index ?? parent.children.length,
      tops: [top],
      sharesResources: false,
    })
    const made = nodes.get(top)
    if (made === undefined) throw new Error('a template without a root was read')
    if (hasOverrides(model, top)) tx.set(registerKey.editable(made), true)
    for (const path of filled.paths) {
      const text = storedPath(editor, model, nodes, place.parent, path)
      const owner = nodes.get(path.node)
      if (text === null) left.add(path.parameter)
      else if (owner !== undefined) tx.set(registerKey.property(owner, path.property), text === '' ? null : text)
    }
    return made
  })
  return { node, left: [...left] }
}

/** The text of a new scene file. Paths start from the root of the template, which is the scene's. */
export function templateSceneText(
  template: Template,
  values: TemplateValues,
  random: (bytes: number) => Uint8Array,
  options: ExportOptions = {},
): { readonly text: string; readonly left: readonly string[] } {
  const { document, editor, paths } = fillTemplate(template, values, random)
  const root = document.scene.root
  if (root === null) throw new Error('a template without a root was read')
  refuseLostPaths(paths, path => resolvePath(document.scene, root, path).node !== null)
  const left = new Set<string>()
  for (const { parameter, node, property, path } of paths) {
    const target = resolvePath(document.scene, root, ownPath(path) ?? path)
    if (path === '') setProperty(editor, [node], property, null)
    else if (target.node === null) left.add(parameter)
    else {
      const text = pathText(joined(relativePath(document.scene, node, target.node), target.rest))
      setProperty(editor, [node], property, text)
    }
  }
  editor.gesture('New scene', tx => {
    tx.set(registerKey.header('uid'), quoteName(`uid://${uidText(random(8))}`))
    if (document.scene.format <= 2) return
    const drawn = new Set<number>()
    for (const node of document.scene.nodes.values()) {
      if (!node.isOverride || node.parent === null)
        tx.set(registerKey.field(node.id, 'unique_id'), String(drawUniqueId(random, drawn)))
    }
  })
  return { text: exportScene(document, seedBase(document), options).text, left: [...left] }
}

function modelOf({ document }: FilledTemplate): FileModel {
  const { text, ids } = exportScene(document, seedBase(document))
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(`a filled template cannot be read: ${parsed.fault.reason}`)
  return createFileModel(parsed.value, ids)
}

function refuseOtherFormat(scene: number, template: number): void {
  if (scene <= 2 === template <= 2) return
  throw new AppError('BAD_REQUEST', 'This template and this scene are of different versions of Godot (3 and 4).')
}

/** A path that somebody gave has to lead somewhere; a default may not, in a scene that is built otherwise. */
function refuseLostPaths(paths: readonly PathPlace[], isThere: (path: string) => boolean): void {
  const faults = paths
    .filter(({ path, isGiven }) => isGiven && path !== '' && ownPath(path) === null && !isThere(path))
    .map(({ parameter, path }) => ({ parameter, reason: `There is no node at ${path}.` }))
  const [first] = faults
  if (first !== undefined) throw new AppError('BAD_REQUEST', `${first.parameter}: ${first.reason}`, { faults })
}

/** `./Body` leads into the template itself. */
function ownPath(path: string): string | null {
  return path === './' ? '.' : path.startsWith('./') ? path.slice(2) : null
}

function resolveIn({ document }: SceneEditor, path: string): { node: NodeId; rest: string } | null {
  const { root } = document.scene
  if (root === null) return null
  const { node, rest } = resolvePath(document.scene, root, path)
  return node === null ? null : { node, rest }
}

/** By identity, so that the path follows its node; null where it leads nowhere, empty for none. */
function storedPath(
  editor: SceneEditor,
  model: FileModel,
  nodes: ReadonlyMap<string, NodeId>,
  parent: NodeId,
  { node, path }: PathPlace,
): string | null {
  if (path === '') return ''
  const depth = model.view.tree.segments(node)?.length ?? 0
  const own = ownPath(path)
  if (own !== null) {
    const { names, subnames } = splitSubnames(own)
    const old = model.view.tree.at(names === '' ? '.' : names)
    const target = old === undefined ? undefined : nodes.get(old)
    return target === undefined ? null : pathText(`@${target}|${subnames}|${own}`)
  }
  const target = resolveIn(editor, path)
  if (target === null) return null
  const { scene } = editor.document
  const up = '../'.repeat(depth + 1)
  const beyond = relativePath(scene, parent, target.node)
  const written = joined(beyond === '.' ? up.slice(0, -1) : up + beyond, target.rest)
  return pathText(`@${target.node}|${target.rest}|${written}`)
}

/** `rest` is what lies inside an instance, then what follows a colon. */
function joined(base: string, rest: string): string {
  if (rest === '' || rest.startsWith(':')) return base + rest
  return base === '.' ? rest : `${base}/${rest}`
}

function pathText(path: string): string {
  return `NodePath(${quoteName(path)})`
}

/** Changes to inner nodes of an inherited scene need a mark where that scene is an instance. */
function hasOverrides(model: FileModel, top: string): boolean {
  return (model.children.get(top) ?? []).some(child => model.nodes.get(child)?.isOverride === true)
}

function drawUniqueId(random: (bytes: number) => Uint8Array, drawn: Set<number>): number {
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const id = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d
    if (id === 0 || drawn.has(id)) continue
    drawn.add(id)
    return id
  }
}
