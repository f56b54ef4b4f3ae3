/**
 * Random scenes as lists of sections, and what happens to them: edits that Godot or a person would make, and those
 * that no one would but for spite, such as strings that look like sections.
 */
import type { Random } from './seeded.ts'

const NODES = 220
const CONNECTIONS = 20

/** Two states of one scene. */
export function twoTexts(random: Random): [string, string] {
  const sections = sectionsOf(random)
  return [edited(sections, random.below(3), random), edited(sections, 1 + random.below(8), random)]
}

/** A header, resources, nodes some levels deep, connections (some without a quote), and values that lead from one to another. */
function sectionsOf(random: Random): string[] {
  const hasIds = random.below(3) > 0
  const paths = ['.']
  const nodes = Array.from({ length: NODES }, (_, i) => {
    const parent = random.pick(paths.slice(0, 40))
    paths.push(parent === '.' ? `N${i}` : `${parent}/N${i}`)
    const id = hasIds ? ` unique_id=${1000 + i}` : ''
    return `[node name="N${i}" type="Node2D" parent="${parent}"${id}]\n${propertiesOf(paths, random)}\n`
  })
  const connections = Array.from(
    { length: CONNECTIONS },
    (_, i) => `[connection signal="s${i % 3}" from="${random.pick(paths)}" to="${random.pick(paths)}" method="m"]\n`,
  )
  return [
    '[gd_scene format=3]\n\n',
    '[ext_resource type="Texture2D" path="res://a.png" id="1_a"]\n',
    '[ext_resource type="Texture2D" path="res://b.png" id="2_b"]\n\n',
    '[sub_resource type="AtlasTexture" id="1"]\natlas = ExtResource("1_a")\n\n',
    '[sub_resource type="AtlasTexture" id="2"]\natlas = ExtResource("2_b")\n\n',
    '[node name="Root" type="Node2D"]\n\n',
    ...nodes,
    ...connections,
    ...Array.from({ length: 6 }, (_, i) => `[connection signal=1 from=2 to=3 method=${i}]\n`),
  ]
}

function propertiesOf(paths: readonly string[], random: Random): string {
  const lines = [`value = ${random.below(9)}`]
  if (random.below(4) === 0) lines.push(`target = NodePath("${'../'.repeat(random.below(4))}${random.pick(paths)}")`)
  if (random.below(6) === 0) lines.push(`texture = SubResource("${1 + random.below(2)}")`)
  if (random.below(30) === 0) lines.push('unique_name_in_owner = true')
  if (random.below(60) === 0) lines.push(`seeks = NodePath("%N${random.below(NODES)}")`)
  if (random.below(9) === 0) lines.push('text = "two lines\n[node name=\\"N3\\"]\n"')
  return `${lines.join('\n')}\n`
}

function edited(base: readonly string[], count: number, random: Random): string {
  const sections = [...base]
  for (let i = 0; i < count; i += 1) random.pick(random.below(3) === 0 ? SPITE : EDITS)(sections, random)
  const text = sections.join('')
  return random.below(10) === 0 ? random.pick(MISHAPS)(text, random) : text
}

type Edit = (sections: string[], random: Random) => void

const EDITS: readonly Edit[] = [
  (sections, random) => replaceOne(sections, random, text => text.replace('value = ', 'value = 1')),
  (sections, random) => replaceOne(sections, random, text => text.replace('type="Node2D"', 'type="Sprite2D"')),
  (sections, random) => replaceOne(sections, random, text => text.replace('texture = SubResource("1")', '')),
  (sections, random) => replaceOne(sections, random, text => text.replace('res://a.png', 'res://c.png')),
  (sections, random) => replaceOne(sections, random, text => text.replace(/name="N(\d+)"/, 'name="M$1"')),
  (sections, random) => sections.splice(random.below(sections.length), 1),
  (sections, random) => moveOne(sections, random, 3),
  (sections, random) => {
    const [, name = 'Root'] = /\[node name="(N\d+)"/.exec(random.pick(sections)) ?? []
    const renamed = new RegExp(`\\b${name}\\b`, 'g')
    for (const [at, text] of sections.entries()) sections[at] = text.replace(renamed, `${name}b`)
  },
  (sections, random) => {
    const at = 6 + random.below(NODES)
    sections.splice(at, 0, `[node name="New${random.below(3)}" type="Node2D" parent="."]\n\n`)
  },
]

/** What a stranger may send. */
const SPITE: readonly Edit[] = [
  // Sections of the other text, in a string.
  (sections, random) => {
    const bare = sections.filter(text => !text.includes('"') && text.startsWith('[connection'))
    const quoted = bare.slice(random.below(bare.length)).join('')
    const opened = '[node name="Quote" type="Node2D" parent="."]\ntext = "\n'
    sections.splice(6 + random.below(NODES), 0, `${opened}${quoted}[x"\n\n`)
    if (random.below(2) === 0) sections.splice(-bare.length, bare.length)
  },
  (sections, random) => sections.push(random.pick(sections)),
  (sections, random) => sections.splice(random.below(sections.length), 0, random.pick(sections)),
  (sections, random) => moveOne(sections, random, sections.length),
  (sections, random) => replaceOne(sections, random, text => text.replace(/unique_id=\d+/, 'unique_id=1003')),
  (sections, random) => replaceOne(sections, random, text => text.replace(/parent="[^"]*"/, 'parent="N1/Gone/N2"')),
  (sections, random) => replaceOne(sections, random, text => text.replace(/parent="(N\d+)/, 'parent="./$1')),
  (sections, random) => replaceOne(sections, random, text => text.replace(/ type="Node2D"/, '')),
  (sections, random) => replaceOne(sections, random, text => text.replace(/name="N/, 'name="N1/N')),
  (sections, random) => replaceOne(sections, random, text => text.replace(']\n', ' ; a comment\n] ; [node]\n')),
  (sections, random) => replaceOne(sections, random, text => `${text.trimEnd()} ; open`),
]

/** What befalls a text as a whole. */
const MISHAPS: readonly ((text: string, random: Random) => string)[] = [
  text => `junk\n${text}`,
  text => `\ufeff${text}`,
  text => `; [node] before the header\n${text}`,
  text => text.trimEnd(),
  text => `${text.trimEnd()} ; a comment at the end`,
  text => `${text.trimEnd()} ; a comment at the end[node name="Hidden" parent="."]\n`,
  text => text.replaceAll('\n', '\r\n'),
  text => text.replace('format=3', 'format=9'),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + random.pick(['"', '[', ']', '\n[', '\0', '\\', ';', '=']) + text.slice(at)
  },
]

function replaceOne(sections: string[], random: Random, replace: (text: string) => string): void {
  const at = random.below(sections.length)
  sections[at] = replace(sections[at] ?? '')
}

function moveOne(sections: string[], random: Random, farthest: number): void {
  const from = random.below(sections.length)
  const to = Math.max(0, from + random.below(2 * farthest + 1) - farthest)
  sections.splice(to, 0, ...sections.splice(from, 1))
}
