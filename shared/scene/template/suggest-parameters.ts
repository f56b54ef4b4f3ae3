/** What of a subtree could be a parameter: what it sets, by the kinds that parameters have. */
import { parseVariant } from '../codec/variant.ts'
import { cutTree } from '../commands/cut-nodes.ts'
import { nodePath, resourceByReference } from '../reference.ts'
import type { NodeId, Scene, SceneNode } from '../scene.ts'
import { freeParameterName } from './make-template.ts'
import type { TemplateParameter } from './parameter.ts'
import { valueOfText } from './parameter-value.ts'

export interface Suggestion {
  readonly parameter: TemplateParameter
  /** The node it is of, as a path from the top. */
  readonly node: string
  readonly nodeId: NodeId
}

interface Choices {
  /** Labels and numbers of a property that is a choice among few. */
  readonly optionsOf: (
    node: NodeId,
    property: string,
  ) => readonly { readonly label: string; readonly value: number }[] | null
}

const PLAIN: Readonly<Record<string, 'string' | 'int' | 'float' | 'bool' | 'Vector2' | 'Vector3' | 'Color'>> = {
  String: 'string',
  StringName: 'string',
  int: 'int',
  float: 'float',
  bool: 'bool',
  Vector2: 'Vector2',
  Vector2i: 'Vector2',
  Vector3: 'Vector3',
  Vector3i: 'Vector3',
  Color: 'Color',
}

/** The name of the top first, then the nodes in the order of the tree. Names are free among the suggestions. */
export function suggestParameters(scene: Scene, top: NodeId, { optionsOf }: Choices): Suggestion[] {
  const cut = cutTree(scene, top)
  const taken = new Set<string>()
  const found: Suggestion[] = []
  const add = (node: SceneNode, wanted: string, make: (name: string, path: string) => TemplateParameter) => {
    const name = freeParameterName(wanted, taken)
    taken.add(name)
    const path = nodePath(cut, node.id)
    found.push({ parameter: make(name, path), node: path, nodeId: node.id })
  }
  const root = cut.nodes.get(top)
  if (root === undefined) return []
  add(root, 'name', (name, node) => ({
    ...common(name, root.name),
    type: 'string',
    targets: [{ kind: 'name', node }],
  }))
  for (const node of cut.nodes.values()) {
    for (const [property, text] of node.properties) {
      if (property === 'script' || property === 'unique_name_in_owner') continue
      const kind = kindOf(scene, text, optionsOf(node.id, property))
      if (kind === null) continue
      const wanted = node.id === top ? property : `${node.name}_${property}`
      add(node, snake(wanted), (name, path) => ({
        ...common(name, kind.value),
        ...kind.kind,
        targets: [{ kind: 'property', node: path, property }],
      }))
    }
  }
  return found
}

function common(name: string, value: string) {
  return { name, default: value, description: '' }
}

type Kind =
  | { readonly type: (typeof PLAIN)[string] }
  | { readonly type: 'resource'; readonly class: string }
  | { readonly type: 'enum'; readonly options: { label: string; value: number }[] }

function kindOf(
  scene: Scene,
  text: string,
  options: ReturnType<Choices['optionsOf']>,
): { kind: Kind; value: string } | null {
  const parsed = parseVariant(text)
  if (!parsed.ok) return null
  const pathOf = (reference: string) => resourceByReference(scene, reference)?.path ?? null
  const tried: Kind[] = []
  if (options !== null && parsed.value.type === 'int') tried.push({ type: 'enum', options: [...options] })
  const plain = PLAIN[parsed.value.type]
  if (plain !== undefined) tried.push({ type: plain })
  const file = parsed.value.type === 'ExtResource' ? resourceByReference(scene, text) : undefined
  if (file !== undefined) tried.push({ type: 'resource', class: file.type })
  for (const kind of tried) {
    const value = valueOfText(kind, text, pathOf)
    if (value !== null) return { kind, value }
  }
  return null
}

/** `Sprite_flip_h` → `sprite_flip_h`, `NightLight_energy` → `night_light_energy`. */
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}
