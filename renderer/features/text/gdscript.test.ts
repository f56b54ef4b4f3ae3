import { highlightTree, tagHighlighter, tags } from '@lezer/highlight'
import { expect, test } from 'vitest'
import { gdscript } from './gdscript.ts'

const names = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.string, class: 'string' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.number, class: 'number' },
  { tag: tags.typeName, class: 'type' },
  { tag: tags.meta, class: 'meta' },
  { tag: tags.labelName, class: 'node' },
  { tag: tags.definition(tags.variableName), class: 'definition' },
  { tag: tags.function(tags.variableName), class: 'function' },
])

function marked(text: string): string[] {
  const found: string[] = []
  highlightTree(gdscript.parser.parse(text), names, (from, to, name) => found.push(`${name} ${text.slice(from, to)}`))
  return found
}

test('what a line of GDScript says is told apart', () => {
  expect(marked('@export var speed: float = 1.5 # fast')).toEqual([
    'meta @export',
    'keyword var',
    'definition speed',
    'type float',
    'number 1.5',
    'comment # fast',
  ])
  expect(marked('func go():\n\tprint($Boat/Sail, %Lamp, &"name", "a\\"b")')).toEqual([
    'keyword func',
    'definition go',
    'function print',
    'node $Boat/Sail',
    'node %Lamp',
    'string &"name"',
    'string "a\\"b"',
  ])
})

test('a text over several lines goes on, and one that is not ended ends with its line', () => {
  expect(marked('var a = """one\ntwo"""\nvar b = "open\nvar c')).toEqual([
    'keyword var',
    'definition a',
    'string """one',
    'string two"""',
    'keyword var',
    'definition b',
    'string "open',
    'keyword var',
    'definition c',
  ])
})
