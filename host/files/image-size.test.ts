import { expect, test } from 'vitest'
import { imageSize, imageType } from './image-size.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

const png = hex('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0 08060000')
const gif = hex('474946383961 4001 f000 f70000')
const bmp = hex('424d 00000000 00000000 00000000 28000000 40010000 10ffffff')
const jpeg = hex('ffd8 ffe0 0004 4a46 ffc4 0003 00 ffc2 0011 08 00f0 0140 03')
const lossy = hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000')
const lossless = hex('52494646 00000000 57454250 5650384c 00000000 2f 3fc13b00')
const extended = hex('52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 ef0000')

test.for([
  ['image/png', png],
  ['image/gif', gif],
  ['image/bmp', bmp],
  ['image/jpeg', jpeg],
  ['image/webp', lossy],
  ['image/webp', lossless],
  ['image/webp', extended],
  ['image/svg+xml', latin('<?xml version="1.0"?>\n<svg xmlns="x" width="320px" height=\'240\'>')],
  ['image/svg+xml', latin('<svg width="100%" height="100%" viewBox="0 0 320 240">')],
] as const)('%s, 320 × 240', ([type, bytes]) => {
  expect(imageType(bytes)).toBe(type)
  expect(imageSize(bytes)).toEqual({ width: 320, height: 240 })
})

test('a file that ends too early, or is something else, has no size', () => {
  for (const image of [png, gif, jpeg, lossy, lossless, extended]) {
    for (let end = 0; end < image.length; end += 1) {
      const size = imageSize(image.subarray(0, end))
      expect(size === null || Number.isInteger(size.width)).toBe(true)
    }
  }
  expect(imageSize(latin('extends Node\n'))).toBe(null)
  expect(imageType(new Uint8Array())).toBe(null)
})
