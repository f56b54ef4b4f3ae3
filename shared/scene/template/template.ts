/**
 * A template: a subtree kept for reuse, with parameters that say what may differ each time.
 *
 *     { "format": 1, "description": "", "tags": ["enemy"],
 *       "parameters": [{ "name": "speed", "type": "float", "default": "40.0", "description": "",
 *                        "targets": [{ "kind": "property", "node": ".", "property": "speed" }] }],
 *       "scene": ["[gd_scene format=3]", "", "[node name=\"Crab\" type=\"Node2D\"]"] }
 *
 * One file, `NAME.weft-template.json`; the file's name is the template's. The scene stands in it line by line, so that
 * Git shows and merges it. TPL1 to TPL4 in docs/spec/templates.md.
 */
import { z } from 'zod'
import { TEMPLATE_BYTES, TEMPLATE_DEPTH, TEMPLATE_NODES, TEMPLATE_PARAMETERS } from '../../limits.ts'
import { whyUnsafeName } from '../../repo/entry-name.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import { templateParameter, whyNotTo } from './parameter.ts'
import { readValue } from './parameter-value.ts'

/** Raised when a file would be read differently. A newer one is refused, and says so. */
export const TEMPLATE_FORMAT = 1
export const TEMPLATE_SUFFIX = '.weft-template.json'
/** Of the project's library, below `res://`. Weft keeps a `.gdignore` in it: Godot neither imports nor exports it. */
export const TEMPLATE_FOLDER = 'weft-templates'

export const template = z.strictObject({
  format: z.literal(TEMPLATE_FORMAT),
  description: z.string().max(4000).default(''),
  tags: z.array(z.string().min(1).max(60)).max(30).default([]),
  parameters: z.array(templateParameter).max(TEMPLATE_PARAMETERS).default([]),
  scene: z.array(z.string()),
})
export type Template = z.infer<typeof template>

export type ReadTemplate =
  | { readonly ok: true; readonly template: Template; readonly model: FileModel }
  | { readonly ok: false; readonly reason: string }

/** TPL3: strict: what is not exactly a template is refused, with what is wrong in one sentence. */
export function parseTemplate(text: string): ReadTemplate {
  if (text.length > TEMPLATE_BYTES) return refused(`A template may be ${TEMPLATE_BYTES / 1024 / 1024} MB.`)
  const json = parseJson(text)
  if (json === undefined) return refused('This is not JSON.')
  return checkTemplate(json)
}

/** TPL3, of a value that is no text yet (or not from here). */
export function checkTemplate(json: unknown): ReadTemplate {
  const format = z.object({ format: z.number() }).safeParse(json)
  if (format.success && format.data.format > TEMPLATE_FORMAT) {
    return refused('This template was made by a newer version of Weft. Update Weft to use it.')
  }
  const parsed = template.safeParse(json)
  if (parsed.success) return checkContents(parsed.data)
  const [issue] = parsed.error.issues
  return refused(
    `This is not a template: ${whereOf(issue?.path ?? [], json)}${issue?.message ?? 'it has another shape'}.`,
  )
}

/** A parameter by its name, as whoever wrote it knows it. */
function whereOf(path: readonly PropertyKey[], json: unknown): string {
  const names = z.object({ parameters: z.array(z.object({ name: z.string() })) }).safeParse(json)
  const [first, at, ...rest] = path
  if (first === 'parameters' && typeof at === 'number' && names.success) {
    return `${[`parameter ${names.data.parameters[at]?.name ?? at}`, ...rest].join(', ')} `
  }
  return path.length === 0 ? '' : `${path.join('.')}: `
}

/** What the shape alone does not say: the scene can be read, and every parameter leads somewhere and fits. */
function checkContents(template: Template): ReadTemplate {
  const parsed = parseSceneText(sceneTextOf(template))
  if (!parsed.ok) return refused(`Its scene cannot be read: ${parsed.fault.reason} (line ${parsed.fault.line}).`)
  if (parsed.value.kind !== 'scene') return refused('It holds a resource, not a scene.')
  const model = createFileModel(parsed.value)
  const reason = whyBadNodes(model) ?? whyBadParameters(template, model)
  return reason === null ? { ok: true, template, model } : refused(reason)
}

export function printTemplate(template: Template): string {
  return `${JSON.stringify(template, null, 2)}\n`
}

export function sceneTextOf({ scene }: Pick<Template, 'scene'>): string {
  return `${scene.join('\n')}\n`
}

/** Why a template cannot have this name, as a sentence; null when it can. TPL2 */
export function whyBadTemplateName(name: string): string | null {
  if (name.trim() === '') return 'A template needs a name.'
  if (name !== name.trim() || name.startsWith('.'))
    return 'A template name cannot begin with a dot, or begin or end with a blank.'
  if (name.length > 100) return 'That name is too long.'
  const unsafe = whyUnsafeName(name + TEMPLATE_SUFFIX)
  return unsafe === null ? null : `That name cannot be a file: ${unsafe}.`
}

function whyBadNodes(model: FileModel): string | null {
  if (model.root === null) return 'Its scene has no nodes.'
  if (model.nodes.size > TEMPLATE_NODES) return `A template may have ${TEMPLATE_NODES} nodes.`
  for (const { path } of model.nodes.values()) {
    if (path.split('/').length > TEMPLATE_DEPTH) return `Nodes of a template may lie ${TEMPLATE_DEPTH} deep.`
  }
  const root = model.nodes.get(model.root)
  return root?.isOverride && model.value(`n/${model.root}/f/instance`) === null
    ? 'Its first node is a change to another scene, not a node of its own.'
    : null
}

function whyBadParameters({ parameters }: Template, model: FileModel): string | null {
  const names = new Set<string>()
  for (const parameter of parameters) {
    if (names.has(parameter.name)) return `Two parameters are called ${parameter.name}.`
    names.add(parameter.name)
    const read = readValue(parameter, parameter.default)
    if (!read.ok) return `The default of ${parameter.name} does not fit: ${read.reason}`
    for (const target of parameter.targets) {
      if (model.view.tree.at(target.node) === undefined)
        return `${parameter.name} leads to ${target.node}, which is not there.`
      const reason = whyNotTo(parameter, target)
      if (reason !== null) return reason
    }
  }
  return null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // JSON that nests too deep for the parser is as bad as none.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

function refused(reason: string): { ok: false; reason: string } {
  return { ok: false, reason }
}
