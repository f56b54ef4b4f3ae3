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

test('GIT11 a version hands over all but what it said itself', () => {
  const now = before.replace('Vector2(1, 2)', 'Vector2(3, 4)')
  expect(own(before, now)).toEqual(['position of Sail'])
  expect(own(before, before)).toEqual([])
})

test('a renamed node is the same node: only its name is new', () => {
  const now = before.replace('name="Sail"', 'name="Canvas"')
  expect(own(before, now)).toEqual(['name of Canvas'])
  const handed = handedOver(before, now, thingsOf(now) ?? [])
  expect(handed).toContainEqual({
    thing: { what: 'property', node: 'Canvas', property: 'rotation' },
    before: { what: 'property', node: 'Sail', property: 'rotation' },
  })
})

test('a node moved below another has a new place, and no more', () => {
  const now = before.replace(
    'name="Hull" type="CollisionShape2D" parent="."',
    'name="Hull" type="CollisionShape2D" parent="Sail"',
  )
  expect(own(before, now)).toEqual(['place of Sail/Hull'])
})

test('a new node is new with all that it has; a changed resource counts where it is used', () => {
  const now = `${before.replace('radius = 4.0', 'radius = 5.0')}\n[node name="Rope" type="Line2D" parent="Sail"]\nwidth = 2.0\n`
  expect(own(before, now)).toEqual([
    'name of Sail/Rope',
    'node of Sail/Rope',
    'place of Sail/Rope',
    'shape of Hull',
    'width of Sail/Rope',
  ])
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
    .map(({ what, node, property }) => `${property ?? what} of ${node}`)
    .sort()
}
