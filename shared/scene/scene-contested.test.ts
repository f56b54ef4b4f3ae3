import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openRegisters } from '../registers/registers.ts'
import { baseOfClaims } from './scene-contested.ts'

/** Replicas that write one register; each write is of a session, and only who meets has seen the other. */
function replicas(count: number) {
  const all = Array.from({ length: count }, () => new Y.Doc())
  const registers = all.map(doc => openRegisters(doc.getMap('registers')))
  return {
    set(at: number, writer: string, value: string) {
      all[at]?.transact(() => registers[at]?.set('r', value, { writer, time: 0, base: 'born' }))
    },
    meet(...which: readonly number[]) {
      for (const to of which) {
        for (const from of which) {
          const [target, source] = [all[to], all[from]]
          if (target !== undefined && source !== undefined)
            Y.applyUpdate(target, Y.encodeStateAsUpdate(source), 'remote')
        }
      }
    },
    base: () => baseOfClaims(registers[0]?.claims('r') ?? []),
  }
}

test('REG3 the base of values that met is one that everybody had, not one that a side had on the way', () => {
  const on = replicas(2)
  on.set(0, 'a1', 'first')
  on.set(0, 'a2', 'second')
  on.set(1, 'b', 'other')
  on.meet(0, 1)
  expect(on.base()).toEqual({ value: 'born' })
})

test('REG3 it is the latest that everybody had', () => {
  const on = replicas(2)
  on.set(0, 'a', 'seen')
  on.meet(0, 1)
  on.set(1, 'b', 'other')
  on.set(0, 'a', 'later')
  on.meet(0, 1)
  expect(on.base()).toEqual({ value: 'seen' })
})

test('REG3 where each side had one of its own on the way, none is said', () => {
  const on = replicas(2)
  for (const [at, side] of ['a', 'b'].entries()) {
    for (const step of [1, 2, 3]) on.set(at, `${side}${step}`, `${side} says ${step}`)
  }
  on.meet(0, 1)
  expect(on.base()).toBeNull()
})
