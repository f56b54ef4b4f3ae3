/**
 * A template's scene with values in their places, still on its own. TPL8
 *
 * A NodePath may lead to a node of the scene that the copy is put into, so it is handed on to whoever puts it there.
 */
import * as Y from 'yjs'
import { assertNever } from '../../assert-never.ts'
import { AppError } from '../../contract/errors.ts'
import { parseVariant, printVariant } from '../codec/variant.ts'
import { addExternalResource, addGroup, checkNodeName, renameNode, setProperty } from '../commands.ts'
import { openSceneDocument, type SceneDocument } from '../document.ts'
import { createSceneEditor, type SceneEditor } from '../editor.ts'
import { nodeAtPath, resourceByReference } from '../reference.ts'
import type { NodeId } from '../scene.ts'
import { buildSeed } from '../seed.ts'
import type { TemplateParameter, TemplateTarget } from './parameter.ts'
import { godotText, plainText, readValue, valueOfText } from './parameter-value.ts'
import { sceneTextOf, type Template } from './template.ts'
import { mapStrings } from './text-places.ts'

/** By parameter; those left out take their defaults. */
export type TemplateValues = Readonly<Record<string, string>>

export interface ValueFault {
  readonly parameter: string
  readonly reason: string
}

/** A property that a path is to be put into. `isGiven`: somebody said so, it is not the default. */
export interface PathPlace {
  readonly parameter: string
  readonly node: NodeId
  readonly property: string
  readonly path: string
  readonly isGiven: boolean
}

export interface FilledTemplate {
  readonly document: SceneDocument
  readonly editor: SceneEditor
  readonly paths: readonly PathPlace[]
}

/** What is wrong with values, one entry a parameter; empty when nothing. */
export function checkValues({ parameters }: Pick<Template, 'parameters'>, values: TemplateValues): ValueFault[] {
  const known = new Set(parameters.map(({ name }) => name))
  const unknown = Object.keys(values).filter(name => !known.has(name))
  return [
    ...unknown.map(parameter => ({ parameter, reason: 'There is no parameter of this name.' })),
    ...parameters.flatMap(parameter => {
      const read = readValue(parameter, valueFor(parameter, values))
      return read.ok ? whyNotInPlaces(parameter, read.value) : { parameter: parameter.name, reason: read.reason }
    }),
  ]
}

/** Throws AppError BAD_REQUEST with `data.faults`. */
export function fillTemplate(
  template: Template,
  values: TemplateValues,
  random: (bytes: number) => Uint8Array,
): FilledTemplate {
  const faults = checkValues(template, values)
  const [first] = faults
  if (first !== undefined) throw new AppError('BAD_REQUEST', `${first.parameter}: ${first.reason}`, { faults })
  const { document, editor } = open(template, random)
  const paths: PathPlace[] = []
  // Where everything goes is read before the first name changes.
  const places = template.parameters.flatMap(parameter =>
    parameter.targets.map(target => ({ parameter, target, node: nodeFor(document, target) })),
  )
  for (const { parameter, target, node } of places) {
    const read = readValue(parameter, valueFor(parameter, values))
    if (!read.ok) continue
    if (parameter.type === 'NodePath' && target.kind === 'property') {
      const { name } = parameter
      paths.push({
        parameter: name,
        node,
        property: target.property,
        path: read.value,
        isGiven: Object.hasOwn(values, name),
      })
    } else put(editor, parameter, target, node, read.value)
  }
  return { document, editor, paths }
}

function valueFor(parameter: TemplateParameter, values: TemplateValues): string {
  return Object.hasOwn(values, parameter.name) ? (values[parameter.name] ?? '') : parameter.default
}

function whyNotInPlaces(parameter: TemplateParameter, value: string): ValueFault[] {
  const isName = parameter.targets.some(({ kind }) => kind === 'name')
  const reason = isName ? checkNodeName(plainText(parameter, value)) : null
  return reason === null ? [] : [{ parameter: parameter.name, reason }]
}

function open({ scene }: Template, random: (bytes: number) => Uint8Array) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(sceneTextOf({ scene })).update, { kind: 'seed' })
  const document = openSceneDocument(doc)
  const editor = createSceneEditor(document, { person: { name: 'Template', color: 0 }, now: () => 0, random })
  return { document, editor }
}

/** Every target was looked up when the template was read. */
function nodeFor({ scene }: SceneDocument, { node }: TemplateTarget): NodeId {
  const found = nodeAtPath(scene, node)
  if (found === undefined) throw new AppError('BAD_REQUEST', `The template has no node ${node}.`)
  return found
}

function put(
  editor: SceneEditor,
  parameter: TemplateParameter,
  target: TemplateTarget,
  node: NodeId,
  value: string,
): void {
  const present = editor.document.scene.nodes.get(node)
  switch (target.kind) {
    case 'name':
      renameNode(editor, node, plainText(parameter, value))
      return
    case 'group': {
      const group = plainText(parameter, value)
      if (group !== '') addGroup(editor, [node], group)
      return
    }
    case 'text': {
      const parsed = parseVariant(present?.properties.get(target.property) ?? '')
      if (!parsed.ok) return
      const filled = mapStrings(parsed.value, text =>
        text.replaceAll(`{${parameter.name}}`, () => plainText(parameter, value)),
      )
      setProperty(editor, [node], target.property, printVariant(filled))
      return
    }
    case 'property':
      putProperty(editor, parameter, target.property, node, value)
      return
    default:
      assertNever(target)
  }
}

/** A property that holds the value already keeps its very text. */
function putProperty(
  editor: SceneEditor,
  parameter: TemplateParameter,
  property: string,
  node: NodeId,
  value: string,
): void {
  const { scene } = editor.document
  const present = scene.nodes.get(node)?.properties.get(property) ?? null
  const pathOf = (reference: string) => resourceByReference(scene, reference)?.path ?? null
  if (present !== null && valueOfText(parameter, present, pathOf) === value) return
  if (parameter.type !== 'resource') {
    setProperty(editor, [node], property, godotText(parameter, value, present))
    return
  }
  editor.gesture('Set', () => {
    const file = { type: parameter.class, path: value, uid: null }
    setProperty(editor, [node], property, value === '' ? null : addExternalResource(editor, file).reference)
  })
}
