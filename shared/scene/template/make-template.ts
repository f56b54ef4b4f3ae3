/** A template made from a subtree of a scene. TPL6, TPL7 */
import { assertNever } from '../../assert-never.ts'
import { AppError } from '../../contract/errors.ts'
import { TEMPLATE_BYTES } from '../../limits.ts'
import { parseVariant, printVariant } from '../codec/variant.ts'
import { cutTree, emptyModel } from '../commands/cut-nodes.ts'
import { writeScene } from '../export.ts'
import { nodeAtPath, resourceByReference } from '../reference.ts'
import type { NodeId, Scene, SceneNode } from '../scene.ts'
import { innerProperties, type OutsideReference, outsideReferences } from './outside-references.ts'
import type { NewParameter, TemplateParameter, TemplateTarget } from './parameter.ts'
import { plainText, readValue, valueOfText } from './parameter-value.ts'
import { checkTemplate, printTemplate, TEMPLATE_FORMAT, type Template } from './template.ts'
import { mapStrings } from './text-places.ts'

export interface NewTemplate {
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters: readonly NewParameter[]
  /** What becomes of paths that lead out of the subtree. Those that cannot be parameters are dropped either way. */
  readonly outside: 'parameters' | 'drop'
}

export interface MadeTemplate {
  readonly template: Template
  readonly outside: readonly OutsideReference[]
}

/** Throws AppError BAD_REQUEST with a sentence for a subtree or a parameter of which none can be made. */
export function makeTemplate(scene: Scene, top: NodeId, wanted: NewTemplate): MadeTemplate {
  refuseTop(scene, top)
  const whole = cutTree(scene, top)
  const outside = outsideReferences(scene, whole)
  const nodes = new Map(
    [...whole.nodes].map(([id, node]) => [id, forTemplate(node, id === top, innerProperties(scene, whole, node))]),
  )
  const cut: Scene = { ...whole, nodes }
  const pathOf = createPaths(cut)
  const parameters = [
    ...wanted.parameters.map(parameter => withDefault(cut, scene, parameter)),
    ...(wanted.outside === 'parameters' ? pathParameters(outside, wanted.parameters, pathOf) : []),
  ]
  for (const parameter of parameters) for (const target of parameter.targets) prepare(cut, nodes, parameter, target)
  const { text } = writeScene(trimmed(cut), emptyModel(scene.format))
  const template: Template = {
    format: TEMPLATE_FORMAT,
    description: wanted.description,
    tags: [...wanted.tags],
    parameters,
    scene: text.replace(/\n$/, '').split('\n'),
  }
  const checked = checkTemplate(template)
  if (!checked.ok) throw new AppError('BAD_REQUEST', checked.reason)
  if (printTemplate(template).length > TEMPLATE_BYTES) {
    throw new AppError('TOO_LARGE', `A template may be ${TEMPLATE_BYTES / 1024 / 1024} MB.`)
  }
  return { template, outside }
}

function refuseTop(scene: Scene, top: NodeId): void {
  const node = scene.nodes.get(top)
  if (node === undefined) throw new AppError('NOT_FOUND', 'That node is not in the scene any more.')
  if (node.isOverride && node.instance === null) {
    throw new AppError('BAD_REQUEST', `${node.name} comes from another scene. Make the template there.`)
  }
}

/** Own nodes go without their `unique_id`: each copy gets one of its own. Changes to inner nodes are known by theirs. */
function forTemplate(node: SceneNode, isTop: boolean, properties: ReadonlyMap<string, string>): SceneNode {
  const fields = new Map(node.fields)
  if (!node.isOverride || isTop) fields.delete('unique_id')
  if (isTop) for (const name of ['index', 'owner', 'parent_id_path', '@inside', '@place']) fields.delete(name)
  return { ...node, fields, properties }
}

/** Resources that only dropped values had named stay behind. */
function trimmed(cut: Scene): Scene {
  const root = cut.root
  return root === null ? cut : cutTree(cut, root)
}

function createPaths(cut: Scene): (id: NodeId) => string {
  return id => {
    const names: string[] = []
    for (let at = cut.nodes.get(id); at !== undefined && at.parent !== null; at = cut.nodes.get(at.parent)) {
      const inside = at.fields.get('@inside')
      names.unshift(...(inside === undefined ? [] : inside.split('/')), at.name)
    }
    return names.length === 0 ? '.' : names.join('/')
  }
}

function pathParameters(
  outside: readonly OutsideReference[],
  others: readonly NewParameter[],
  pathOf: (id: NodeId) => string,
): TemplateParameter[] {
  const names = new Set(others.map(({ name }) => name))
  const taken = new Set(others.flatMap(({ targets }) => targets.map(target => JSON.stringify(target))))
  const made = new Map<string, TemplateParameter>()
  for (const reference of outside) {
    if (reference.kind !== 'node-path' || !reference.isWhole) continue
    const target: TemplateTarget = { kind: 'property', node: pathOf(reference.node), property: reference.property }
    if (taken.has(JSON.stringify(target))) continue
    // One node outside that several properties name is one parameter.
    const known = made.get(`${reference.property}\n${reference.to}`)
    if (known !== undefined) {
      known.targets.push(target)
      continue
    }
    const name = freeParameterName(reference.property, names)
    names.add(name)
    made.set(`${reference.property}\n${reference.to}`, {
      name,
      type: 'NodePath',
      default: reference.to,
      description: '',
      targets: [target],
    })
  }
  return [...made.values()]
}

/** `theme_override/x` → `theme_override_x`; counts up where it is taken. */
export function freeParameterName(wanted: string, taken: ReadonlySet<string>): string {
  const plain =
    wanted
      .replace(/\W+/g, '_')
      .replace(/^(?=\d)/, '_')
      .slice(0, 60) || 'value'
  let name = plain
  for (let n = 2; taken.has(name); n += 1) name = `${plain}${n}`
  return name
}

function withDefault(cut: Scene, scene: Scene, parameter: NewParameter): TemplateParameter {
  const present = parameter.default ?? presentValue(cut, scene, parameter)
  if (present === null) {
    throw new AppError('BAD_REQUEST', `${parameter.name} needs a default: its place holds no such value now.`, {
      parameter: parameter.name,
    })
  }
  const read = readValue(parameter, present)
  if (!read.ok) {
    throw new AppError('BAD_REQUEST', `The default of ${parameter.name} does not fit: ${read.reason}`, {
      parameter: parameter.name,
    })
  }
  return { ...parameter, description: parameter.description ?? '', default: read.value }
}

function presentValue(cut: Scene, scene: Scene, parameter: NewParameter): string | null {
  for (const target of parameter.targets) {
    const node = cut.nodes.get(nodeAtPath(cut, target.node) ?? ('' as NodeId))
    if (node === undefined) continue
    if (target.kind === 'name') return node.name
    if (target.kind === 'group') continue
    const text = node.properties.get(target.property)
    if (text === undefined || target.kind === 'text') continue
    const value = valueOfText(parameter, text, reference => resourceByReference(scene, reference)?.path ?? null)
    if (value !== null) return value
  }
  return null
}

/** Makes room for the value: a placeholder in a string, out of the group that the value adds it to. */
function prepare(
  cut: Scene,
  nodes: Map<NodeId, SceneNode>,
  parameter: TemplateParameter,
  target: TemplateTarget,
): void {
  const id = nodeAtPath(cut, target.node)
  const node = id === undefined ? undefined : nodes.get(id)
  if (id === undefined || node === undefined) {
    throw new AppError('BAD_REQUEST', `${parameter.name} leads to ${target.node}, which is not there.`, {
      parameter: parameter.name,
    })
  }
  switch (target.kind) {
    case 'property':
    case 'name':
      return
    case 'group': {
      const group = plainText(parameter, parameter.default)
      nodes.set(id, { ...node, groups: node.groups.filter(each => each !== group) })
      return
    }
    case 'text': {
      const properties = new Map(node.properties)
      properties.set(target.property, withPlaceholder(parameter, target.property, node.properties.get(target.property)))
      nodes.set(id, { ...node, properties })
      return
    }
    default:
      assertNever(target)
  }
}

/** `"Crab 7"` with a default of 7 → `"Crab {number}"`. */
function withPlaceholder(parameter: TemplateParameter, property: string, text: string | undefined): string {
  const parsed = parseVariant(text ?? '')
  const placeholder = `{${parameter.name}}`
  const plain = plainText(parameter, parameter.default)
  if (parsed.ok && text !== undefined) {
    if (text.includes(placeholder)) return text
    let found = false
    const value = mapStrings(parsed.value, string => {
      if (plain === '' || !string.includes(plain)) return string
      found = true
      return string.replaceAll(plain, placeholder)
    })
    if (found) return printVariant(value)
  }
  throw new AppError('BAD_REQUEST', `${property} holds neither ${placeholder} nor "${plain}" in a string.`, {
    parameter: parameter.name,
  })
}
