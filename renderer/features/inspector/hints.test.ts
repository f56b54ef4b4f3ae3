import { expect, test } from 'vitest'
import { layersOf, readEnum, readFlags, readRange, readResourceTypes } from './hints.ts'

test('ranges, open ends, suffixes and degrees', () => {
  expect(readRange('range', '0,16,0.01,or_greater', false)).toEqual({
    range: { isInteger: false, min: 0, max: undefined, step: 0.01 },
    suffix: undefined,
    isDegrees: false,
  })
  expect(readRange('range', '-360,360,0.1,or_less,or_greater,radians_as_degrees', false)).toEqual({
    range: { isInteger: false, min: undefined, max: undefined, step: 0.1 },
    suffix: '°',
    isDegrees: true,
  })
  expect(readRange('none', 'suffix:px/s', true)).toEqual({
    range: { isInteger: true },
    suffix: 'px/s',
    isDegrees: false,
  })
})

test('enums count on, flags double', () => {
  expect(readEnum('Inherit,Pausable:4,Always')).toEqual([
    { label: 'Inherit', value: 0 },
    { label: 'Pausable', value: 4 },
    { label: 'Always', value: 5 },
  ])
  expect(readFlags('Process,Physics Process,Third:8').map(flag => flag.value)).toEqual([1, 2, 8])
})

test('classes that fit and those that do not', () => {
  expect(readResourceTypes('Texture2D,-AtlasTexture')).toEqual({ bases: ['Texture2D'], not: new Set(['AtlasTexture']) })
  expect([layersOf('layers2dPhysics'), layersOf('enum')]).toEqual([32, 0])
})
