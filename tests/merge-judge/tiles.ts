/** The cells of a tile map, by place, in each form Godot has had. */
import { plainText, type Value } from './value.ts'

/** Null if the property is none, or of a form this does not know. */
export function tileCells(name: string, value: Value): Map<string, string> | null {
  if (name === 'tile_map_data') return layerCells(value)
  if (name === 'tile_data' || /^layer_\d+\/tile_data$/.test(name)) return tripleCells(value)
  return null
}

const HEADER_BYTES = 2
const CELL_BYTES = 12

/** `TileMapLayer` of 4.3 and later: two bytes of version, then place, source, atlas place, alternative as 16 bits each. */
function layerCells(value: Value): Map<string, string> | null {
  const bytes = bytesOf(value)
  if (bytes === null || bytes.length < HEADER_BYTES || (bytes.length - HEADER_BYTES) % CELL_BYTES !== 0) return null
  const cells = new Map<string, string>()
  for (let at = HEADER_BYTES; at < bytes.length; at += CELL_BYTES) {
    const place = `${bytes.readInt16LE(at)},${bytes.readInt16LE(at + 2)}`
    cells.set(place, bytes.subarray(at + 4, at + CELL_BYTES).toString('hex'))
  }
  return cells
}

/** Before that: three numbers a cell, the first of which is its place. */
function tripleCells(value: Value): Map<string, string> | null {
  if (value.kind !== 'call' || value.args.length % 3 !== 0) return null
  const numbers = value.args.map(each => plainText(each) ?? '')
  const cells = new Map<string, string>()
  for (let at = 0; at < numbers.length; at += 3) cells.set(numbers[at] ?? '', `${numbers[at + 1]} ${numbers[at + 2]}`)
  return cells
}

function bytesOf(value: Value): Buffer | null {
  if (value.kind !== 'call' || value.name !== 'PackedByteArray') return null
  const [first] = value.args
  if (first?.kind === 'atom' && first.text.startsWith('"')) return Buffer.from(first.text.slice(1), 'base64')
  return Buffer.from(value.args.map(each => Number(plainText(each))))
}
