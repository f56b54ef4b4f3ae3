/**
 * Queries: the index answers as a plain look at every node does, the parser ends on any text, and what completion
 * offers can be read. FND11, FND13
 */
import { expect, test } from 'vitest'
import json from '../../shared/godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../shared/godot/classes.ts'
import { QUERY_UNITS } from '../../shared/limits.ts'
import { completeQuery } from '../../shared/scene/query/complete.ts'
import type { NodeFacts } from '../../shared/scene/query/facts.ts'
import { findNodes } from '../../shared/scene/query/find.ts'
import { parseQuery } from '../../shared/scene/query/parse.ts'
import { createProjectIndex, type ProjectIndex } from '../../shared/scene/query/project-index.ts'
import type { Query, Term } from '../../shared/scene/query/syntax.ts'
import { sceneFromText } from '../../shared/scene/testing/scene-from-text.ts'
import { type Random, seeded } from './seeded.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 300)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const classes = createClassDatabase(json)
const NAMES = ['Crab', 'Gull', 'crabby', 'Pier2', 'Sail']
const TYPES = ['Node2D', 'Sprite2D', 'Area2D', 'Button']
const GROUPS = ['spawn', 'enemies', 'a b']
const PROPERTIES = ['health', 'speed', 'title']

function randomProject(random: Random): ProjectIndex {
  const index = createProjectIndex(classes)
  for (let n = 1 + random.below(4); n > 0; n -= 1) {
    index.putScene(`res://${random.pick(['levels', 'actors/deep'])}/${n}.tscn`, sceneFromText(randomScene(random)))
  }
  return index
}

function randomScene(random: Random): string {
  const nodes = [`[node name="Root" type="Node2D"]\n`]
  for (let i = random.below(12); i > 0; i -= 1) {
    const groups = GROUPS.filter(() => random.below(4) === 0)
    const tag = groups.length === 0 ? '' : ` groups=${JSON.stringify(groups)}`
    const lines = PROPERTIES.filter(() => random.below(3) === 0).map(name =>
      name === 'title' ? `title = "${random.pick(NAMES)}"` : `${name} = ${random.below(5)}`,
    )
    nodes.push(
      `[node name="${random.pick(NAMES)}${i}" type="${random.pick(TYPES)}" parent="."${tag}]\n${lines.join('\n')}\n`,
    )
  }
  return `[gd_scene format=3]\n\n${nodes.join('\n')}`
}

function randomQuery(random: Random, depth = 0): string {
  const roll = random.below(depth > 3 ? 5 : 9)
  const pattern = () =>
    random.pick(['*', '?', '']) + random.pick([...NAMES, 'a', 'Sprite']) + random.pick(['*', '', '?'])
  switch (roll) {
    case 0:
      return random.pick(NAMES)
    case 1:
      return `name:${pattern()}`
    case 2:
      return `type:${random.pick([...TYPES, 'Spr*', '*2D'])}`
    case 3:
      return random.pick(['group:spawn', 'group:"a b"', 'group~en', 'is:root', 'in:levels', 'in:actors/', 'path:*'])
    case 4:
      return `prop:${random.pick(PROPERTIES)}${random.pick(['', '=', '!=', '>', '<=', '<', '>='])}`.replace(
        /[=<>]$/,
        found => `${found}${random.below(5)}`,
      )
    case 5:
      return `${random.pick(['-', 'not '])}(${randomQuery(random, depth + 1)})`
    case 6:
      return `(${randomQuery(random, depth + 1)} or ${randomQuery(random, depth + 1)})`
    default:
      return `${randomQuery(random, depth + 1)} ${random.pick(['', 'and '])}${randomQuery(random, depth + 1)}`
  }
}

/** The same question, put to one node. */
function plainly(query: Query, scene: string, node: NodeFacts): boolean {
  switch (query.kind) {
    case 'everything':
      return true
    case 'and':
      return query.parts.every(part => plainly(part, scene, node))
    case 'or':
      return query.parts.some(part => plainly(part, scene, node))
    case 'not':
      return !plainly(query.part, scene, node)
    case 'term':
      return plainTerm(query.term, scene, node)
  }
}

function plainTerm(term: Term, scene: string, node: NodeFacts): boolean {
  if (term.kind === 'is') return node.isRoot
  if (term.kind === 'property') return plainProperty(term, node)
  const escaped = term.value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const pattern = new RegExp(term.match === 'whole' ? `^${escaped}$` : escaped, 'i')
  switch (term.key) {
    case 'name':
      return pattern.test(node.name)
    case 'type':
      return pattern.test(node.type ?? '')
    case 'group':
      return node.groups.some(group => pattern.test(group))
    case 'path':
      return pattern.test(node.path)
    default:
      return scene.slice('res://'.length).startsWith(term.value)
  }
}

function plainProperty({ name, test: wanted }: Term & { kind: 'property' }, node: NodeFacts): boolean {
  const text = node.properties.get(name)
  if (text === undefined) return false
  if (wanted === null) return true
  const [a, b] = [Number(text), Number(wanted.value)]
  const isNumber = Number.isFinite(a)
  switch (wanted.operator) {
    case '=':
      return isNumber ? a === b : text === `"${wanted.value}"`
    case '!=':
      return isNumber ? a !== b : text !== `"${wanted.value}"`
    case '>':
      return isNumber && a > b
    case '<':
      return isNumber && a < b
    case '>=':
      return isNumber && a >= b
    default:
      return isNumber && a <= b
  }
}

test(`${RUNS} seeded projects and queries: the index answers as a plain filter does`, () => {
  let found = 0
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const random = seeded(seed)
    const index = randomProject(random)
    const text = randomQuery(random)
    const parsed = parseQuery(text)
    if (!parsed.ok) throw new Error(`seed ${seed}: ${text}: ${parsed.fault.reason}`)
    const { hits, total } = findNodes({ text, ...parsed, segments: index.segments(), sources: index, limit: 1000 })
    const wanted = index
      .segments()
      .flatMap(({ facts }) =>
        facts.nodes.filter(node => plainly(parsed.query, facts.path, node)).map(node => `${facts.path} ${node.path}`),
      )
    expect(
      hits.map(hit => `${hit.scene} ${hit.node}`),
      `seed ${seed}: ${text}`,
    ).toEqual(wanted)
    expect(total).toBe(wanted.length)
    found += total
  }
  expect(found).toBeGreaterThan(RUNS)
})

test(`${RUNS} seeded texts: read to their end, or refused with a place in them`, () => {
  const pieces = [
    '(',
    ')',
    '-',
    '"',
    '\\',
    ' ',
    ':',
    '~',
    '=',
    '>',
    '*',
    'type',
    'prop',
    'is',
    'and',
    'or',
    'not',
    'é',
    'a',
  ]
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const random = seeded(seed)
    const text = Array.from({ length: random.below(60) }, () => random.pick(pieces)).join('')
    const parsed = parseQuery(text)
    if (parsed.ok) continue
    const { start, end, reason, hint } = parsed.fault
    expect(start >= 0 && start <= end && end <= text.length + 1, `seed ${seed}: ${text} ${start} ${end}`).toBe(true)
    expect(reason && hint, `seed ${seed}`).toBeTruthy()
  }
  for (const text of [
    '('.repeat(QUERY_UNITS),
    '-'.repeat(QUERY_UNITS),
    'a'.repeat(QUERY_UNITS + 1),
    '*a'.repeat(900),
  ]) {
    parseQuery(text)
  }
})

test(`${RUNS} seeded completions: each, put in its place, can be read once its value is there`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const random = seeded(seed)
    const words = randomProject(random).vocabulary()
    const text = randomQuery(random, 4).slice(0, 2 + random.below(8))
    const { from, to, items } = completeQuery(text, text.length, words)
    for (const item of items) {
      const next = text.slice(0, from) + item.text + text.slice(to)
      if (item.isOpen || ['and', 'or', 'not'].includes(item.text)) continue
      expect(parseQuery(next).ok, `seed ${seed}: ${text} → ${next}`).toBe(true)
    }
  }
})
