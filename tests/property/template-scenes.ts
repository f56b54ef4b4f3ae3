/** Scenes and parameters drawn for templates, and what a subtree means without its ids. */

import { findLiterals } from '../../shared/scene/codec/variant.ts'
import { nodePath, relativePath, resolvePath, resourceByReference } from '../../shared/scene/reference.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import type { NewParameter } from '../../shared/scene/template/parameter.ts'
import type { Random } from './seeded.ts'

export interface Meaning {
  readonly nodes: readonly {
    readonly path: string
    readonly name: string
    readonly type: string | null
    readonly instance: string | null
    readonly groups: readonly string[]
    readonly properties: Readonly<Record<string, string>>
  }[]
  readonly connections: readonly string[]
}

export interface Drawn {
  readonly text: string
  readonly top: string
  readonly parameters: readonly NewParameter[]
  /** Values for all parameters, and what a copy means with them. */
  draw(random: Random): { values: Record<string, string>; expected: (meaning: Meaning) => Meaning }
}

/** The top's own name is left out: copies count up. */
export function meaningOf(scene: Scene, top: NodeId): Meaning {
  const inside: NodeId[] = []
  const walk = (id: NodeId) => {
    inside.push(id)
    for (const child of scene.nodes.get(id)?.children ?? []) walk(child)
  }
  walk(top)
  const place = (id: NodeId) => (id === top ? '.' : relativePath(scene, top, id))
  const words = (text: string, from: NodeId | null): string => {
    let shown = ''
    let at = 0
    for (const literal of findLiterals(text, ['NodePath', 'ExtResource', 'SubResource'])) {
      shown += text.slice(at, literal.start)
      at = literal.end
      if (literal.name === 'NodePath') {
        const target = from === null ? null : resolvePath(scene, from, literal.argument)
        const node = target?.node ?? null
        shown +=
          node === null
            ? literal.argument
            : `→${inside.includes(node) ? place(node) : `/${nodePath(scene, node)}`}|${target?.rest}`
      } else {
        const resource = resourceByReference(scene, text.slice(literal.start, literal.end))
        shown +=
          resource === undefined
            ? 'nothing'
            : resource.kind === 'external'
              ? `<${resource.path}>`
              : `{${resource.type} ${[...resource.properties].map(([name, value]) => `${name}=${words(value, null)}`).join(';')}}`
      }
    }
    return shown + text.slice(at)
  }
  return {
    nodes: inside.flatMap(id => {
      const node = scene.nodes.get(id)
      if (node === undefined) return []
      const { type, groups, properties } = node
      const instance = node.instance === null ? null : (scene.resources.get(node.instance)?.path ?? null)
      const name = id === top ? '' : node.name
      return {
        path: place(id),
        name,
        type,
        instance,
        groups: [...groups].sort(),
        properties: Object.fromEntries([...properties].map(([key, text]) => [key, words(text, id)])),
      }
    }),
    connections: [...scene.connections.values()]
      .filter(
        ({ from, to }) =>
          from.node !== null && to.node !== null && inside.includes(from.node) && inside.includes(to.node),
      )
      .map(
        ({ signal, from, to, method, binds }) =>
          `${place(from.node as NodeId)} ${signal} ${place(to.node as NodeId)} ${method} ${binds}`,
      )
      .sort(),
  }
}

/** A level with a subtree of 2 to 12 nodes somewhere in it that refers to itself, to files, and to the level. */
export function drawScene(random: Random): Drawn {
  const nodes: { path: string; parent: string; name: string }[] = [{ path: 'Place/Top', parent: 'Place', name: 'Top' }]
  const count = 1 + random.below(11)
  for (let i = 0; i < count; i += 1) {
    const above = random.pick(nodes)
    nodes.push({ path: `${above.path}/N${i}`, parent: above.path, name: `N${i}` })
  }
  const relative = (from: string, to: string) => `${'../'.repeat(from.split('/').length)}${to}`
  const inner = nodes.slice(1)
  const inTop = (path: string) => (path === 'Place/Top' ? '.' : path.slice('Place/Top/'.length))
  const owner = random.pick(nodes)
  const other = random.pick(inner)
  const text = [
    '[gd_scene format=3 uid="uid://btemplate1"]',
    '[ext_resource type="Texture2D" uid="uid://btexture" path="res://a.png" id="1_aaaaa"]',
    '[sub_resource type="Gradient" id="Gradient_g"]\ncolors = PackedColorArray(0, 0, 0, 1)',
    '[sub_resource type="GradientTexture1D" id="GradientTexture1D_t"]\ngradient = SubResource("Gradient_g")',
    '[node name="Level" type="Node2D" unique_id=1]',
    '[node name="Player" type="Node2D" parent="." unique_id=2]',
    '[node name="Place" type="Node2D" parent="." unique_id=3]',
    ...nodes.map(({ path, parent, name }, i) => {
      const lines = [
        `[node name="${name}" type="${random.pick(['Node2D', 'Sprite2D', 'Label'])}" parent="${parent}" unique_id=${100 + i} groups=["g${random.below(3)}"]]`,
      ]
      if (random.below(2) === 0) lines.push(`position = Vector2(${random.below(99)}, ${random.below(99)})`)
      if (random.below(3) === 0) lines.push(`friend = NodePath("${relative(path, random.pick(nodes).path)}")`)
      if (random.below(3) === 0) lines.push(`target = NodePath("${relative(path, 'Player')}:position")`)
      if (random.below(3) === 0) lines.push('texture = ExtResource("1_aaaaa")')
      if (random.below(3) === 0) lines.push('mask = SubResource("GradientTexture1D_t")')
      if (path === owner.path)
        lines.push(
          'speed = 40.0',
          'title = "Crab {no} of 7"',
          'tint = Color(1, 0, 0, 1)',
          'mode = &"idle"',
          'skin = ExtResource("1_aaaaa")',
        )
      if (path === other.path && path !== owner.path) lines.push('speed = 40.0')
      return lines.join('\n')
    }),
    `[connection signal="ready" from="${owner.path}" to="${other.path}" method="_on" binds= [1]]`,
    `[connection signal="ready" from="${owner.path}" to="." method="_out"]`,
  ]
  const at = inTop(owner.path)
  const property = (name: string, node = at) => ({ kind: 'property' as const, node, property: name })
  const both = [property('speed'), ...(other.path === owner.path ? [] : [property('speed', inTop(other.path))])]
  const parameters: NewParameter[] = [
    { name: 'speed', type: 'float', targets: both },
    { name: 'seven', type: 'int', default: '7', targets: [{ kind: 'text', node: at, property: 'title' }] },
    { name: 'tint', type: 'Color', targets: [property('tint')] },
    {
      name: 'mode',
      type: 'enum',
      options: [
        { label: 'Idle', value: 'idle' },
        { label: 'Run', value: 'run' },
      ],
      targets: [property('mode')],
    },
    { name: 'skin', type: 'resource', class: 'Texture2D', targets: [property('skin')] },
    { name: 'team', type: 'string', default: 'g0', targets: [{ kind: 'group', node: inTop(other.path) }] },
    { name: 'called', type: 'string', targets: [{ kind: 'name', node: inTop(other.path) }] },
  ]
  // The default of a group parameter is a group: without it the copy would have one more.
  const grouped = text.map(section =>
    section.includes(`[node name="${other.name}" `)
      ? section.replace(/groups=\["g\d"\]/, 'groups=["g0", "kept"]')
      : section,
  )
  return {
    text: `${grouped.join('\n\n')}\n`,
    top: 'Place/Top',
    parameters,
    draw: chance => draw(chance, { at, other: inTop(other.path), both: both.map(({ node }) => node) }),
  }
}

function draw(random: Random, places: { at: string; other: string; both: readonly string[] }) {
  const number = random.below(1000)
  const values = {
    speed: String(number),
    seven: String(number),
    tint: '#00ff00',
    mode: 'Run',
    skin: 'res://b.png',
    team: `team${number}`,
    called: `Called${number}`,
  }
  const renamed = (path: string) =>
    path
      .split('/')
      .map((_, i, all) => (all.slice(0, i + 1).join('/') === places.other ? values.called : all[i]))
      .join('/')
  const expected = (meaning: Meaning): Meaning => {
    const moved = (text: string) =>
      text.replace(/→([^|]*)\|/g, (_whole, path: string) => `→${path.startsWith('/') ? path : renamed(path)}|`)
    return {
      nodes: meaning.nodes.map(node => {
        const properties: Record<string, string> = Object.fromEntries(
          Object.entries(node.properties).map(([name, text]) => [name, moved(text)]),
        )
        if (places.both.includes(node.path)) properties.speed = `${number}.0`
        if (node.path === places.at) {
          properties.title = `"Crab {no} of ${number}"`
          properties.tint = 'Color(0, 1, 0, 1)'
          properties.mode = '&"run"'
          properties.skin = '<res://b.png>'
        }
        const groups =
          node.path === places.other
            ? [...node.groups.filter(group => group !== 'g0'), values.team].sort()
            : node.groups
        return {
          ...node,
          path: renamed(node.path),
          name: node.path === places.other ? values.called : node.name,
          groups,
          properties,
        }
      }),
      connections: meaning.connections
        .map(line => {
          const [from = '', signal, to = '', ...rest] = line.split(' ')
          return [renamed(from), signal, renamed(to), ...rest].join(' ')
        })
        .sort(),
    }
  }
  return { values, expected }
}
