import { expect, test } from 'vitest'
import json from './classes.json' with { type: 'json' }
import { createClassDatabase } from './classes.ts'

const classes = createClassDatabase(json)

test('knows the chain of a class', () => {
  expect(classes.ancestry('PointLight2D')).toEqual([
    'PointLight2D',
    'Light2D',
    'Node2D',
    'CanvasItem',
    'Node',
    'Object',
  ])
  expect(classes.inherits('PointLight2D', 'CanvasItem')).toBe(true)
  expect(classes.inherits('CanvasItem', 'PointLight2D')).toBe(false)
  expect(classes.inherits('RectangleShape2D', 'Resource')).toBe(true)
  expect([classes.isInstantiable('Sprite2D'), classes.isInstantiable('CanvasItem')]).toEqual([true, false])
})

test('answers with nothing for a type that it does not know', () => {
  expect(classes.exists('FancyExtensionNode')).toBe(false)
  expect(classes.isInstantiable('FancyExtensionNode')).toBe(false)
  expect(classes.ancestry('FancyExtensionNode')).toEqual([])
  expect(classes.properties('FancyExtensionNode')).toEqual([])
  expect(classes.defaultText('FancyExtensionNode', 'position')).toBeNull()
  expect(classes.family('FancyExtensionNode')).toBe('other')
  // Names that every JavaScript object has are not classes.
  expect(classes.exists('constructor')).toBe(false)
  expect(classes.defaultText('Node2D', 'constructor')).toBeNull()
})

test('lists properties from the most basic class to the type itself, the script last', () => {
  const listed = classes.properties('Sprite2D').map(info => info.declaredBy)
  expect(listed.filter((name, index) => name !== listed[index - 1])).toEqual([
    'Node',
    'CanvasItem',
    'Node2D',
    'Sprite2D',
    'Object',
  ])
  expect(classes.properties('Sprite2D').at(-1)).toMatchObject({
    name: 'script',
    hint: 'resource',
    hintString: 'Script',
  })
})

test('describes a property as its class declares it', () => {
  expect(classes.property('Node2D', 'rotation')).toEqual({
    name: 'rotation',
    type: 'float',
    hint: 'range',
    hintString: '-360,360,0.1,or_less,or_greater,radians_as_degrees',
    className: '',
    isStored: true,
    isEdited: true,
    isReadOnly: false,
    declaredBy: 'Node2D',
    group: 'Transform',
    subgroup: null,
    prefix: '',
  })
  expect(classes.property('Sprite2D', 'texture')).toMatchObject({
    type: 'Object',
    hint: 'resource',
    hintString: 'Texture2D',
  })
  expect(classes.property('Node', 'process_mode')).toMatchObject({
    hint: 'enum',
    hintString: 'Inherit,Pausable,When Paused,Always,Disabled',
    group: 'Process',
    prefix: 'process_',
  })
  expect(classes.property('Control', 'anchor_left')).toMatchObject({
    group: 'Layout',
    subgroup: 'Anchor Points',
    prefix: 'anchor_',
  })
})

test('lists theme overrides among the properties of Control, before those of the widget', () => {
  const names = classes.properties('Button').map(info => info.name)
  const override = names.indexOf('theme_override_colors/font_color')
  expect(override).toBeGreaterThan(names.indexOf('theme'))
  expect(override).toBeLessThan(names.indexOf('text'))
  expect(classes.property('Button', 'theme_override_colors/font_color')).toMatchObject({
    type: 'Color',
    declaredBy: 'Control',
  })
})

test('tells defaults as Godot text, with those that a class changes of its parents', () => {
  expect(classes.defaultText('PointLight2D', 'energy')).toBe('1.0')
  expect(classes.defaultText('PointLight2D', 'position')).toBe('Vector2(0, 0)')
  expect(classes.defaultText('CanvasItem', 'visible')).toBe('true')
  expect(classes.defaultText('Area2D', 'linear_damp')).toBe('0.1')
  expect(classes.defaultText('Control', 'mouse_filter')).toBe('0')
  expect(classes.defaultText('Label', 'mouse_filter')).toBe('2')
  expect(classes.defaultText('Sprite2D', 'texture')).toBe('null')
  expect(classes.defaultText('Sprite2D', 'no_such_property')).toBeNull()
})

test('lists the signals of the whole chain', () => {
  const signals = classes.signals('Area2D')
  expect(signals.find(({ name }) => name === 'body_entered')).toEqual({
    name: 'body_entered',
    declaredBy: 'Area2D',
    parameters: [{ name: 'body', type: 'Object', className: 'Node2D' }],
  })
  expect(signals.map(({ name }) => name)).toContain('tree_entered')
})

test('lists node and resource types', () => {
  expect(classes.nodeTypes()).toContain('TileMapLayer')
  expect(classes.nodeTypes()).not.toContain('TileSet')
  expect(classes.resourceTypes('Shape2D')).toEqual([
    'CapsuleShape2D',
    'CircleShape2D',
    'ConcavePolygonShape2D',
    'ConvexPolygonShape2D',
    'RectangleShape2D',
    'SegmentShape2D',
    'SeparationRayShape2D',
    'Shape2D',
    'WorldBoundaryShape2D',
  ])
  expect(classes.resourceTypes()).toContain('TileSet')
})

test('tells the families apart', () => {
  const types = ['Sprite2D', 'MeshInstance3D', 'Label', 'Timer', 'CanvasLayer', 'Window', 'CanvasItem']
  expect(types.map(type => classes.family(type))).toEqual(['2d', '3d', 'ui', 'other', 'other', 'other', '2d'])
})

test('refuses another format', () => {
  expect(() => createClassDatabase({ format: 2 })).toThrow(RangeError)
  expect(() => createClassDatabase(null)).toThrow(RangeError)
})
