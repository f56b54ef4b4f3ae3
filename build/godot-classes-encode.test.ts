import { expect, test } from 'vitest'
import { createClassDatabase } from '../shared/godot/classes.ts'
import {
  type DumpedClass,
  type DumpedProperty,
  encodeClasses,
  printClasses,
  shortenFloats,
} from './godot-classes-encode.ts'

const header = {
  version: '4.6.3-stable (somebody)',
  types: ['Nil', 'bool', 'int', 'float', 'String', 'Object'],
  zeros: { Nil: 'null', bool: 'false', int: '0', float: '0.0', String: '"<null>"' },
  hints: { range: 1 },
}

test('a class database survives its file', () => {
  const base = { ...empty('Base'), instantiable: false, own: [property('speed', 3, 1, '0,1'), property('label', 4)] }
  const near: DumpedClass = { ...empty('Near', 'Base'), defaults: { speed: '0.10000000149011612', label: '""' } }
  const far: DumpedClass = { ...empty('Far', 'Base'), defaults: { speed: '0.10000000149011612', label: '"far"' } }
  const file = encodeClasses(header, [base, near, far])
  expect(file.classes).toEqual({
    Base: {
      abstract: 1,
      own: [
        ['speed', 3, 1, 0],
        ['label', 4],
      ],
      defaults: { speed: '0.1' },
    },
    Near: { inherits: 'Base' },
    Far: { inherits: 'Base', defaults: { label: '"far"' } },
  })
  const classes = createClassDatabase(JSON.parse(printClasses(file)))
  expect(classes.version).toBe('4.6.3-stable')
  expect(['Base', 'Near', 'Far'].map(type => classes.defaultText(type, 'speed'))).toEqual(['0.1', '0.1', '0.1'])
  expect(['Base', 'Near', 'Far'].map(type => classes.defaultText(type, 'label'))).toEqual(['""', '""', '"far"'])
  expect(classes.property('Far', 'speed')).toMatchObject({ type: 'float', hint: 'range', hintString: '0,1' })
})

test('floats of 32 bits are written as short as they read back', () => {
  expect(shortenFloats('0.10000000149011612')).toBe('0.1')
  expect(shortenFloats('-0.009999999776482582')).toBe('-0.01')
  expect(shortenFloats('0.1234567890123')).toBe('0.1234567890123')
  expect(shortenFloats('"0.10000000149011612"')).toBe('"0.10000000149011612"')
})

function empty(name: string, inherits = ''): DumpedClass {
  return { name, inherits, instantiable: true, own: [], extra: {}, defaults: {}, signals: [] }
}

function property(name: string, type: number, hint = 0, hintString = ''): DumpedProperty {
  return { name, type, hint, hintString, className: '', usage: 6 }
}
