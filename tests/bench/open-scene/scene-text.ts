/** The scene that is opened: 10,000 nodes with six properties each, as Godot 4.6 writes them. */

export const NODES = 10_000
export const PROPERTIES = 6
/** Children of a node: five levels in all. */
const FAN = 10

export interface PlainNode {
  readonly name: string
  readonly type: string
  /** Index of the parent; null for the root. */
  readonly parent: number | null
  readonly properties: readonly (readonly [name: string, text: string])[]
}

export function plainScene(): PlainNode[] {
  return Array.from({ length: NODES }, (_, index) => ({
    name: index === 0 ? 'Root' : `Node${index}`,
    type: index % 3 === 0 ? 'Node2D' : 'Sprite2D',
    parent: index === 0 ? null : Math.floor((index - 1) / FAN),
    properties: [
      ['position', `Vector2(${index * 1.5}, ${index % 640})`],
      ['rotation', `${(index % 628) / 100 + 0.001}`],
      ['scale', `Vector2(${1 + (index % 7) / 8}, 2)`],
      ['z_index', `${index % 100}`],
      ['modulate', `Color(1, 0.5, ${(index % 16) / 16}, 1)`],
      ['metadata/label', `"label of node ${index}"`],
    ],
  }))
}

export function sceneText(nodes: readonly PlainNode[]): string {
  const sections = nodes.map((node, index) => {
    const parent = node.parent === null ? '' : ` parent="${pathOf(nodes, node.parent)}"`
    const body = node.properties.map(([name, text]) => `${name} = ${text}\n`).join('')
    return `[node name="${node.name}" type="${node.type}"${parent} unique_id=${index + 1000}]\n${body}`
  })
  return `[gd_scene format=3 uid="uid://bopenscene"]\n\n${sections.join('\n')}`
}

function pathOf(nodes: readonly PlainNode[], index: number): string {
  const names: string[] = []
  for (let at = nodes[index]; at !== undefined && at.parent !== null; at = nodes[at.parent]) names.unshift(at.name)
  return names.length === 0 ? '.' : names.join('/')
}
