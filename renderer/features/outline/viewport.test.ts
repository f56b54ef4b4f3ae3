import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, panned, toPlane, toScreen, type Viewport, zoomedAt } from './viewport.ts'

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })
const view = fc.record<Viewport>({
  x: coordinate,
  y: coordinate,
  zoom: fc.double({ min: 0.01, max: 100, noNaN: true }),
  width: fc.integer({ min: 10, max: 4000 }),
  height: fc.integer({ min: 10, max: 4000 }),
})

test('from the plane to the screen and back is where it was', () => {
  fc.assert(
    fc.property(view, point, (view, at) => {
      const back = toPlane(view, toScreen(view, at))
      expect(back.x).toBeCloseTo(at.x, 6)
      expect(back.y).toBeCloseTo(at.y, 6)
    }),
  )
})

test('zooming keeps what is under the pointer under it', () => {
  fc.assert(
    fc.property(view, point, fc.double({ min: 0.001, max: 5000, noNaN: true }), (view, pixel, zoom) => {
      const before = toPlane(view, pixel)
      const after = toPlane(zoomedAt(view, zoom, pixel), pixel)
      const scale = 1 + Math.hypot(before.x, before.y)
      expect(Math.hypot(after.x - before.x, after.y - before.y) / scale).toBeLessThan(1e-6)
    }),
  )
})

test('panning moves the paper by as many pixels', () => {
  fc.assert(
    fc.property(view, point, point, (view, at, by) => {
      const [before, after] = [toScreen(view, at), toScreen(panned(view, by), at)]
      expect(after.x - before.x).toBeCloseTo(by.x, 5)
      expect(after.y - before.y).toBeCloseTo(by.y, 5)
    }),
  )
})

test('fitting shows the whole, in the middle, but never larger than asked', () => {
  const view = { x: 0, y: 0, zoom: 1, width: 800, height: 600 }
  expect(fitted(view, { x: 100, y: 100, width: 2000, height: 100 }, 2)).toMatchObject({ x: 1100, y: 150, zoom: 0.344 })
  expect(fitted(view, { x: 0, y: 0, width: 1, height: 1 }, 2).zoom).toBe(2)
})
