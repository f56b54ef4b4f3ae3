import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readExports } from './gdscript-exports.ts'

const short = (source: string) =>
  readExports(source).variables.map(({ name, type, hint, hintString, defaultText }) => [
    name,
    type,
    hint,
    hintString,
    defaultText,
  ])

test('types as written, or those of the default', () => {
  expect(
    short(`extends Node2D
@export var speed: float = 3
@export var count := 3
@export var label = "a # b"
@export var target: NodePath
@export var lamps: Array[Node2D] = []
@export var who: Keeper
@export var other = preload("res://a.tscn")
var hidden := 1
@onready var also_hidden = $A
`),
  ).toEqual([
    ['speed', 'float', 'none', '', '3.0'],
    ['count', 'int', 'none', '', '3'],
    ['label', 'String', 'none', '', '"a # b"'],
    ['target', 'NodePath', 'none', '', 'NodePath("")'],
    ['lamps', 'Array[Node2D]', 'none', '', '[]'],
    ['who', 'Keeper', 'none', '', 'null'],
    ['other', '', 'none', '', null],
  ])
})

test('hints with their arguments', () => {
  expect(
    short(`@export_range(0, 2, 0.01, "suffix:rad/s") var sweep := 0.2 # to and fro
@export_enum("Slow:1", "Fast:3") var pace: int
@export_flags_2d_physics
var layers: int = 5
@export_multiline var note := ""
@export_node_path("PointLight2D", "Sprite2D") var beam: NodePath
`),
  ).toEqual([
    ['sweep', 'float', 'range', '0,2,0.01,suffix:rad/s', '0.2'],
    ['pace', 'int', 'enum', 'Slow:1,Fast:3', '0'],
    ['layers', 'int', 'layers2dPhysics', '', '5'],
    ['note', 'String', 'multiline', '', '""'],
    ['beam', 'NodePath', 'nodePathTypes', 'PointLight2D,Sprite2D', 'NodePath("")'],
  ])
})

test('enums of the script are choices', () => {
  expect(
    short('enum Tide { EBB, FLOOD = 4, HIGH_WATER }\n@export var tide := Tide.FLOOD\n@export var next: Tide\n'),
  ).toEqual([
    ['tide', 'int', 'enum', 'Ebb:0,Flood:4,High Water:5', '4'],
    ['next', 'int', 'enum', 'Ebb:0,Flood:4,High Water:5', '0'],
  ])
})

test('groups, descriptions, base and class name', () => {
  const read = readExports(`class_name Keeper extends "res://base.gd"
signal moved(from: Vector2)
signal done
@export_group("Walk")
## How fast.
## In pixels.
@export var speed := 1.0
@export_subgroup("Far")
@export var far := 2.0
@export_group("")
@export var last := 1
`)
  expect([read.base, read.className, read.signals]).toEqual(['res://base.gd', 'Keeper', ['moved', 'done']])
  expect(read.variables.map(({ name, group, subgroup, description }) => [name, group, subgroup, description])).toEqual([
    ['speed', 'Walk', null, 'How fast. In pixels.'],
    ['far', 'Walk', 'Far', ''],
    ['last', null, null, ''],
  ])
})

test('accessors, lines that go on, and what lies inside functions and texts', () => {
  expect(
    short(`@export var health: int = 3: set = _set_health
@export var colors: Array[Color] = [
	Color(1, 0, 0, 1),
	Color(0, 1, 0, 1), # green
]
@export var open := true:
	set(value):
		open = value
"""
@export var not_this := 1
"""
func run():
	@export var nor_this := 1
`),
  ).toEqual([
    ['health', 'int', 'none', '', '3'],
    ['colors', 'Array[Color]', 'none', '', '[ Color(1, 0, 0, 1), Color(0, 1, 0, 1), ]'],
    ['open', 'bool', 'none', '', 'true'],
  ])
})

test('never throws or hangs', () => {
  const pieces = fc.constantFrom(
    '@export',
    '_range(',
    ')',
    ' var ',
    'x',
    ' := ',
    '"',
    "'",
    '#',
    '{',
    '[',
    '\n',
    '\t',
    ':',
    '=',
    'enum E',
    ',',
    '\\',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), parts => {
      expect(Array.isArray(readExports(parts.join('')).variables)).toBe(true)
    }),
  )
})
