/** Git's deltas: a target as copies from a base and bytes of its own. Throws RangeError for one that fits no base. */
import { GIT_OBJECT_BYTES } from '../../shared/limits.ts'

export function applyDelta(base: Uint8Array, delta: Uint8Array): Buffer {
  let at = 0

  function next(): number {
    const byte = delta[at]
    if (byte === undefined) throw new RangeError('a delta ends early')
    at += 1
    return byte
  }

  function size(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = next()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }

  /** Of a copy: those bytes of a number that the command says are there. */
  function number(command: number, bits: readonly number[]): number {
    let value = 0
    bits.forEach((bit, i) => {
      if ((command & bit) !== 0) value += next() * 256 ** i
    })
    return value
  }

  const baseSize = size()
  const targetSize = size()
  if (baseSize !== base.length) throw new RangeError('a delta of another base')
  if (targetSize > GIT_OBJECT_BYTES) throw new RangeError('a delta that makes more than Weft reads')
  const target = Buffer.allocUnsafe(targetSize)
  let written = 0
  while (at < delta.length) {
    const command = next()
    const isCopy = command >= 128
    if (command === 0) throw new RangeError('a delta with an unknown command')
    const from = isCopy ? number(command, OFFSET_BITS) : at
    const length = isCopy ? number(command, SIZE_BITS) || 0x10000 : command
    const source = isCopy ? base : delta
    if (from + length > source.length || written + length > targetSize) throw new RangeError('a delta that leads out')
    target.set(source.subarray(from, from + length), written)
    written += length
    if (!isCopy) at += length
  }
  if (written !== targetSize) throw new RangeError('a delta that ends early')
  return target
}

const OFFSET_BITS = [1, 2, 4, 8]
const SIZE_BITS = [16, 32, 64]
