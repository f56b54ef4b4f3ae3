import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCells } from '../tile-cells.ts'
import { outlineOfText } from './test-scene.ts'
import { tileMapLayerPlaces, tileMapPlaces } from './tile-places.ts'
import { mergeCells, tileShapes } from './tile-shapes.ts'

const place = fc.record({ x: fc.integer({ min: -32768, max: 32767 }), y: fc.integer({ min: -32768, max: 32767 }) })
const places = fc.uniqueArray(place, { maxLength: 60, selector: ({ x, y }) => `${x},${y}` })
const nearby = fc.uniqueArray(fc.record({ x: fc.integer({ min: -6, max: 6 }), y: fc.integer({ min: -6, max: 6 }) }), {
  maxLength: 80,
  selector: ({ x, y }) => `${x},${y}`,
})
const square = { width: 16, height: 16, shape: 'square', layout: 0, isVerticalOffset: false } as const

test('places come out of the bytes as they went in', () => {
  fc.assert(
    fc.property(places, cells => {
      const bytes = writeCells(new Uint8Array(2), new Map(cells.map(({ x, y }) => [`${x},${y}`, '0,1,2,3'])))
      expect(sorted(tileMapLayerPlaces(bytes))).toEqual(sorted(cells))
    }),
  )
})

test('places of the old TileMap come out of its packed numbers', () => {
  fc.assert(
    fc.property(places, cells => {
      const numbers = cells.flatMap(({ x, y }) => [(y << 16) | (x & 0xffff), 0, 0])
      expect(tileMapPlaces(numbers)).toEqual(cells)
    }),
  )
})

test('bytes of an unknown format, or cut off, give no wrong cells', () => {
  const bytes = writeCells(
    new Uint8Array(2),
    new Map([
      ['1,2', '0,0,0,0'],
      ['3,4', '0,0,0,0'],
    ]),
  )
  expect(tileMapLayerPlaces(bytes.slice(0, -1))).toEqual([{ x: 1, y: 2 }])
  expect(tileMapLayerPlaces(new Uint8Array([9, ...bytes.slice(1)]))).toEqual([])
  expect(tileMapLayerPlaces(new Uint8Array())).toEqual([])
})

test('merged rectangles cover every cell once and nothing else', () => {
  fc.assert(
    fc.property(nearby, cells => {
      const covered = mergeCells(cells).flatMap(({ x, y, width, height }) =>
        Array.from({ length: width * height }, (_, i) => ({ x: x + (i % width), y: y + Math.floor(i / width) })),
      )
      expect(sorted(covered)).toEqual(sorted(cells))
    }),
  )
})

test('a full block is one rectangle with one line on each side', () => {
  const cells = Array.from({ length: 12 }, (_, i) => ({ x: i % 4, y: Math.floor(i / 4) }))
  const [ground, , border] = tileShapes(cells, square)
  expect(ground?.paths).toEqual([[0, 0, 64, 0, 64, 48, 0, 48]])
  expect(border?.paths).toEqual([
    [0, 0, 64, 0],
    [0, 48, 64, 48],
    [0, 0, 0, 48],
    [64, 0, 64, 48],
  ])
})

test('cells of an isometric map in the diamond layout touch at their corners', () => {
  const grid = { ...square, width: 128, height: 64, shape: 'isometric', layout: 5 } as const
  const [shape] = tileShapes(
    [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ],
    grid,
  )
  // Map x goes down to the right, map y down to the left.
  expect(shape?.paths.map(path => path.slice(0, 2))).toEqual([
    [64, 0],
    [128, 32],
    [0, 32],
  ])
})

test('a TileMapLayer shows its cells in the size that its tile set says', () => {
  const [item] = outlineOfText(`[gd_scene format=3]

[sub_resource type="TileSet" id="T_1"]
tile_size = Vector2i(32, 24)

[node name="Ground" type="TileMapLayer"]
tile_map_data = PackedByteArray(0, 0, 255, 255, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)
tile_set = SubResource("T_1")
`)
  expect(item?.bounds).toEqual({ x: -32, y: 48, width: 64, height: 24 })
})

function sorted(cells: readonly { readonly x: number; readonly y: number }[]) {
  return cells.map(({ x, y }) => ({ x, y })).sort((one, other) => one.y - other.y || one.x - other.x)
}
