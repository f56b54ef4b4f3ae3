/** Paths of nodes as sections spell them, and where NodePaths in them lead: for choosing what a comparison needs. */
import { readString } from '../../codec/lexer.ts'
import type { SceneText, Section } from '../../codec/scene-text.ts'
import type { Field } from '../../codec/syntax.ts'

export interface PlacedNode {
  readonly path: string
  /** As written; empty for the root. */
  readonly parentPath: string
  /** 0 where there is none. */
  readonly uniqueId: number
  readonly isOverride: boolean
}

/** One pass over the fields: there are many nodes. The one without a parent is the root. */
export function placeOf({ text }: SceneText, section: Section): PlacedNode {
  let name = ''
  let parent: string | null = null
  let uniqueId = 0
  let isOverride = true
  for (const field of section.fields) {
    switch (field.name) {
      case 'name':
        name = stringAt(text, field)
        break
      case 'parent':
        parent = stringAt(text, field)
        break
      case 'unique_id':
        uniqueId = Number(text.slice(field.valueStart, field.valueEnd))
        break
      case 'type':
      case 'instance':
      case 'instance_placeholder':
        isOverride = false
        break
    }
  }
  if (parent === null) return { path: '.', parentPath: '', uniqueId, isOverride: false }
  return { path: parent === '.' ? name : `${parent}/${name}`, parentPath: parent, uniqueId, isOverride }
}

function stringAt(text: string, { valueStart, valueEnd }: Field): string {
  const isPlain = text.charCodeAt(valueStart) === 34
  const raw = text.slice(valueStart + 1, valueEnd - 1)
  return isPlain && !raw.includes('\\') ? raw : readString(text, text.indexOf('"', valueStart)).value
}

/** `A/B/C`, `A/B`, `A`, `.` */
export function* pathsUp(path: string): Generator<string> {
  yield path
  if (path === '.') return
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    yield path.slice(0, slash)
  yield '.'
}

/** From the root, of every NodePath in a section of the node at `from`; null for one that starts with a unique name. */
export function targetsIn(text: string, from: string): (string | null)[] {
  const targets: (string | null)[] = []
  for (const [, argument = ''] of text.matchAll(NODE_PATH)) {
    const colon = argument.indexOf(':')
    targets.push(absolute(colon < 0 ? argument : argument.slice(0, colon), from))
  }
  return targets
}

const NODE_PATH = /NodePath\(\s*"([^"]*)"/g

function absolute(names: string, from: string): string | null {
  if (names.startsWith('%') || names.includes('\\')) return null
  const path = from === '.' ? [] : from.split('/')
  for (const name of names.split('/')) {
    if (name === '..') path.pop()
    else if (name !== '.' && name !== '') path.push(name)
  }
  return path.length === 0 ? '.' : path.join('/')
}
