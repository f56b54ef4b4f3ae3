import { expect, test } from 'vitest'
import { handedOver, thingsOf } from './blame-scene.ts'

const scene = (body: string) => `[gd_scene format=3]\n\n${body}`

const before = scene(`[sub_resource type="CircleShape2D" id="c_1"]
radius = 4.0

[node name="Boat" type="Node2D"]

[node name="Sail" type="Sprite2D" parent="."]
position = Vector2(1, 2)
rotation = 1.0

[node name="Hull" type="CollisionShape2D" parent="."]
shape = SubResource("c_1")
`)

test('a version hands over all but what it said itself', () => {
  const now = before.replace('Vector2(1, 2)', 'Vector2(3, 4)')
  expect(own(before, now)).toEqual(['Sail.position'])
  expect(own(before, before)).toEqual([])
})

test('a renamed node is the same node: only its name is new', () => {
  const now = before.replace('name="Sail"', 'name="Canvas"')
  expect(own(before, now)).toEqual(['Canvas'])
  const handed = handedOver(before, now, thingsOf(now) ?? [])
  expect(handed).toContainEqual({
    thing: { node: 'Canvas', property: 'rotation' },
    before: { node: 'Sail', property: 'rotation' },
  })
})

test('a new node is new with all that it has; a changed resource counts where it is used', () => {
  const now = `${before.replace('radius = 4.0', 'radius = 5.0')}\n[node name="Rope" type="Line2D" parent="Sail"]\nwidth = 2.0\n`
  expect(own(before, now)).toEqual(['Hull.shape', 'Sail/Rope', 'Sail/Rope.width'])
})

test('what cannot be read hands over nothing', () => {
  expect(handedOver('<<<<<<<', before, thingsOf(before) ?? [])).toEqual([])
  expect(thingsOf('<<<<<<<')).toBeNull()
})

function own(old: string, now: string): string[] {
  const things = thingsOf(now) ?? []
  const handed = new Set(handedOver(old, now, things).map(({ thing }) => thing))
  return things
    .filter(thing => !handed.has(thing))
    .map(({ node, property }) => (property === null ? node : `${node}.${property}`))
    .sort()
}
