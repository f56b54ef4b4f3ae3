/** `tile_map_data` from and to the random editors' cells: place to the column of its tile. */

import { tileCells } from './tiles.ts'
import { readValue } from './value.ts'

export function encodeTiles(cells: ReadonlyMap<string, number>): string {
  const bytes = Buffer.alloc(2 + 12 * cells.size)
  let at = 2
  for (const [place, column] of cells) {
    const [x = 0, y = 0] = place.split(',').map(Number)
    bytes.writeInt16LE(x, at)
    bytes.writeInt16LE(y, at + 2)
    bytes.writeUInt16LE(column, at + 6)
    at += 12
  }
  return `PackedByteArray("${bytes.toString('base64')}")`
}

export function decodeTiles(text: string): Map<string, number> {
  const cells = tileCells('tile_map_data', readValue(text)) ?? new Map<string, string>()
  return new Map([...cells].map(([place, cell]) => [place, Buffer.from(cell, 'hex').readUInt16LE(2)]))
}
