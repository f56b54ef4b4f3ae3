import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openRegisters, type Registers } from './registers.ts'

function replica(client: number): {
  doc: Y.Doc
  registers: Registers
  set: (register: string, value: string | null) => void
} {
  const doc = new Y.Doc()
  doc.clientID = client
  const registers = openRegisters(doc.getMap('registers'))
  const set = (register: string, value: string | null) =>
    doc.transact(() => registers.set(register, value, { writer: `w${client}`, time: client, base: null }))
  return { doc, registers, set }
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b), 'remote')
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a), 'remote')
}

test('REG1 the later write is in use on every replica, whatever the client ids', () => {
  const [a, b] = [replica(9), replica(1)]
  a.set('x', 'first')
  exchange(a.doc, b.doc)
  b.set('x', 'second')
  exchange(a.doc, b.doc)
  expect([a.registers.get('x'), b.registers.get('x')]).toEqual(['second', 'second'])
})

test('REG3 convergence is not agreement: both concurrent values are kept and listed with what they came from', () => {
  const [a, b] = [replica(1), replica(2)]
  a.set('x', 'base')
  exchange(a.doc, b.doc)
  a.set('x', 'from a')
  b.set('x', 'from b')
  exchange(a.doc, b.doc)
  for (const { registers } of [a, b]) {
    expect(registers.contested()).toEqual(['x'])
    expect(registers.claims('x').map(claim => claim.value)).toEqual(['from b', 'from a'])
    expect(registers.claims('x').find(claim => claim.value === 'from b')?.from).toBe('base')
  }
})

test('REG2 a write that has seen both settles it; the losing value survives compaction until then', () => {
  const [a, b] = [replica(1), replica(2)]
  a.set('x', 'from a')
  b.set('x', 'from b')
  exchange(a.doc, b.doc)
  const compacted = new Y.Doc()
  compacted.clientID = 3
  Y.applyUpdateV2(compacted, Y.encodeStateAsUpdateV2(a.doc), 'storage')
  const registers = openRegisters(compacted.getMap('registers'))
  expect(registers.claims('x')).toHaveLength(2)
  compacted.transact(() => registers.set('x', 'from a', { writer: 'w3', time: 3, base: null }))
  exchange(compacted, b.doc)
  expect(b.registers.contested()).toEqual([])
  expect(b.registers.get('x')).toBe('from a')
})

test('two people who set the same are not contested', () => {
  const [a, b] = [replica(1), replica(2)]
  a.set('x', 'same')
  b.set('x', 'same')
  exchange(a.doc, b.doc)
  expect(a.registers.contested()).toEqual([])
})

test('REG2 a write made elsewhere keeps what it had not seen', () => {
  const a = replica(1)
  a.set('x', 'seen')
  const clocks = Y.decodeStateVector(Y.encodeStateVector(a.doc))
  a.set('x', 'unseen')
  a.doc.transact(() =>
    a.registers.set('x', 'from the file', { writer: 'f', time: 5, base: null, unaware: { known: 'seen', clocks } }),
  )
  expect(a.registers.claims('x').map(claim => claim.value)).toEqual(['from the file', 'unseen'])
})

test('REG5 what a hostile peer puts into the map is not there', () => {
  const a = replica(1)
  a.doc.transact(() => {
    const map = a.doc.getMap('registers')
    map.set('x@evil', 'no claim')
    map.set('y@evil', [{ deep: {} }, 1, 2])
    map.set('no writer', ['value', 1, 1])
    map.set('z@evil', ['wins', 2 ** 60, 0])
  })
  a.set('z', 'later')
  expect(a.registers.get('x')).toBeUndefined()
  expect(a.registers.get('y')).toBeUndefined()
  expect(a.registers.get('z')).toBe('later')
})
