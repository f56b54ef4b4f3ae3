import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NodeId, Scene } from '../scene.ts'
import { createOutliner, outlineOf } from './outline.ts'
import type { OutlineItem } from './outline-item.ts'
import { itemNamed, outlineOfText, sceneOf, testDeps } from './test-scene.ts'
import { apply2, type Parts2, type Point } from './transform2.ts'
import { moveBy, type PropertyChange, rotateBy, scaleBy, topmost, whyFixed } from './write-back.ts'

const coordinate = fc.float({ min: -500, max: 500, noNaN: true })
const factor = fc.float({ min: Math.fround(0.2), max: 4, noNaN: true }).map(size => size)
const parts = fc.record<Parts2>({
  position: fc.record({ x: coordinate, y: coordinate }),
  rotation: fc.float({ min: -3, max: 3, noNaN: true }),
  skew: fc.float({ min: -1, max: 1, noNaN: true }),
  scale: fc.record({
    x: factor,
    y: fc.oneof(
      factor,
      factor.map(size => -size),
    ),
  }),
})
const chain = fc.array(parts, { minLength: 1, maxLength: 4 })
const delta = fc.record({ x: coordinate, y: coordinate })

test('moving a node shifts it by just that on screen, whatever its parents do', () => {
  fc.assert(
    fc.property(chain, delta, (chain, by) => {
      const scene = sceneOf(chainText(chain))
      const before = itemNamed(outlineOf(scene, testDeps()), `N${chain.length - 1}`)
      const after = itemNamed(withChanges(scene, moveBy([before], by)), before.name)
      near(
        { x: after.transform.e, y: after.transform.f },
        { x: before.transform.e + by.x, y: before.transform.f + by.y },
      )
    }),
  )
})

test('turning about a point turns the origin about it and keeps its distance', () => {
  fc.assert(
    fc.property(chain, delta, fc.float({ min: -3, max: 3, noNaN: true }), (chain, pivot, angle) => {
      const scene = sceneOf(chainText(chain))
      const before = itemNamed(outlineOf(scene, testDeps()), `N${chain.length - 1}`)
      const after = itemNamed(withChanges(scene, rotateBy([before], angle, pivot)), before.name)
      const arm = { x: before.transform.e - pivot.x, y: before.transform.f - pivot.y }
      const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
      const expected = { x: pivot.x + cos * arm.x - sin * arm.y, y: pivot.y + sin * arm.x + cos * arm.y }
      near({ x: after.transform.e, y: after.transform.f }, expected)
    }),
  )
})

test('scaling along its own axes maps every corner as asked', () => {
  fc.assert(
    fc.property(parts, factor, factor, (own, x, y) => {
      const scene = sceneOf(chainText([own]))
      const before = itemNamed(outlineOf(scene, testDeps()), 'N0')
      const pivot = apply2(before.transform, { x: -5, y: -5 })
      const after = itemNamed(withChanges(scene, scaleBy([before], { x, y }, pivot, before.transform)), 'N0')
      near(apply2(after.transform, { x: -5, y: -5 }), pivot)
      expect(after.transform.a).toBeCloseTo(before.transform.a * x, 2)
      expect(after.transform.d).toBeCloseTo(before.transform.d * y, 2)
    }),
  )
})

test('a 3D node that is only moved keeps the digits of its basis', () => {
  const basis = '0.70710677, 0, 0.7071068, 0, 1, 0, -0.70710678, 0, 0.70710678'
  const items = outlineOfText(
    `[gd_scene format=3]\n\n[node name="A" type="Node3D"]\ntransform = Transform3D(${basis}, 1, 2, 3)\n`,
  )
  expect(moveBy(items, { x: 0.5, y: -1 }).map(({ text }) => text)).toEqual([`Transform3D(${basis}, 1.5, 2, 2)`])
})

test('a 3D node turned from above turns about the upright axis', () => {
  const items = outlineOfText('[gd_scene format=3]\n\n[node name="A" type="Node3D"]\n')
  const [change] = rotateBy(items, Math.PI / 2, { x: 0, y: 0 })
  const numbers = (change?.text ?? '').match(/-?[\d.e-]+(?=[,)])/g)?.map(Number) ?? []
  // The x axis, pointing right, points down on the screen afterwards: along +z.
  expect([numbers[0], numbers[3], numbers[6]].map(value => Math.round((value ?? 0) * 1e6) / 1e6 + 0)).toEqual([0, 0, 1])
})

const controls = `[gd_scene format=3]

[node name="Root" type="Control"]
anchor_right = 1.0
anchor_bottom = 1.0

[node name="Panel" type="Panel" parent="."]
anchor_left = 1.0
anchor_right = 1.0
offset_left = -110.0
offset_top = 10.0
offset_right = -10.0
offset_bottom = 60.0

[node name="Box" type="VBoxContainer" parent="."]
offset_right = 100.0
offset_bottom = 100.0

[node name="Label" type="Label" parent="Box"]
text = "Hello"
`

test('a control moves by its four offsets and stretches by those of the pulled side', () => {
  const panel = itemNamed(outlineOfText(controls), 'Panel')
  expect(panel.bounds).toEqual({ x: 1042, y: 10, width: 100, height: 50 })
  expect(read(moveBy([panel], { x: -20, y: 5 }))).toEqual({
    offset_left: '-130.0',
    offset_top: '15.0',
    offset_right: '-30.0',
    offset_bottom: '65.0',
  })
  expect(read(scaleBy([panel], { x: 1.5, y: 1 }, { x: 1042, y: 10 }))).toEqual({ offset_right: '40.0' })
  expect(read(scaleBy([panel], { x: 1.5, y: 1 }, { x: 1142, y: 10 }))).toEqual({ offset_left: '-160.0' })
  expect(read(scaleBy([panel], { x: -1, y: 1 }, { x: 1042, y: 10 }))).toEqual({
    offset_left: '-210.0',
    offset_right: '-110.0',
  })
})

test('what a container places cannot be dragged', () => {
  const label = itemNamed(outlineOfText(controls), 'Label')
  expect(whyFixed(label)).toBe('container')
  expect(moveBy([label], { x: 1, y: 1 })).toEqual([])
})

test('a node under a selected one moves once, but not where a plain node cuts the chain', () => {
  const items = outlineOfText(`[gd_scene format=3]

[node name="Root" type="Node2D"]

[node name="A" type="Node2D" parent="."]

[node name="B" type="Node2D" parent="A"]

[node name="Cut" type="Node" parent="A"]

[node name="C" type="Node2D" parent="A/Cut"]
`)
  const chosen = ['A', 'B', 'C'].map(name => itemNamed(items, name))
  const carrierOf = (node: NodeId) => items.find(item => item.node === node)?.carrier ?? null
  expect(topmost(chosen, carrierOf).map(({ name }) => name)).toEqual(['A', 'C'])
})

test('a parent scaled to nothing leaves its child where it is, with a reason', () => {
  const items = outlineOfText(`[gd_scene format=3]

[node name="Root" type="Node2D"]
scale = Vector2(0, 1)

[node name="A" type="Node2D" parent="."]
`)
  expect(moveBy([itemNamed(items, 'A')], { x: 1, y: 1 })).toEqual([])
  expect(whyFixed(itemNamed(items, 'A'))).toBe('flatParent')
})

function chainText(chain: readonly Parts2[]): string {
  const nodes = chain.map(({ position, rotation, skew, scale }, i) => {
    const parent =
      i === 0
        ? ''
        : ` parent="${['.', ...chain.slice(1, i).map((_, k) => `N${k + 1}`)].slice(i > 1 ? 1 : 0).join('/')}"`
    const numbers = [position.x, position.y, scale.x, scale.y].map(String)
    return `[node name="N${i}" type="Node2D"${parent}]
position = Vector2(${numbers[0]}, ${numbers[1]})
rotation = ${rotation}
skew = ${skew}
scale = Vector2(${numbers[2]}, ${numbers[3]})
`
  })
  return `[gd_scene format=3]\n\n${nodes.join('\n')}`
}

function withChanges(scene: Scene, changes: readonly PropertyChange[]): readonly OutlineItem[] {
  const overrides = new Map<string, Record<string, string>>()
  for (const { node, name, text } of changes) overrides.set(node, { ...overrides.get(node), [name]: text })
  return createOutliner(testDeps()).outline(scene, overrides).items
}

function read(changes: readonly PropertyChange[]): Record<string, string> {
  return Object.fromEntries(changes.map(({ name, text }) => [name, text]))
}

/** Positions are kept in 32 bits, under parents that may enlarge them 4⁴ times. */
function near(actual: Point, expected: Point): void {
  const size = 1 + Math.hypot(expected.x, expected.y)
  expect(Math.hypot(actual.x - expected.x, actual.y - expected.y) / size).toBeLessThan(0.01)
}
