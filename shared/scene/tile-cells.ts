/**
 * `TileMapLayer.tile_map_data`, Godot 4.3 and later: a little-endian uint16 version (0), then 12 bytes a cell:
 * int16 x, int16 y, uint16 source, uint16 atlas x, uint16 atlas y, uint16 alternative
 * (scene/2d/tile_map_layer.cpp, `_set_tile_map_data_from_array`).
 */
const HEADER_BYTES = 2
const CELL_BYTES = 12

/** `"x,y"` to `"source,atlasX,atlasY,alternative"`; null for a version or length this does not know. */
export function readCells(bytes: Uint8Array): Map<string, string> | null {
  if (bytes.length < HEADER_BYTES || (bytes.length - HEADER_BYTES) % CELL_BYTES !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0, true) !== 0) return null
  const cells = new Map<string, string>()
  for (let at = HEADER_BYTES; at < bytes.length; at += CELL_BYTES) {
    const place = `${view.getInt16(at, true)},${view.getInt16(at + 2, true)}`
    cells.set(place, [4, 6, 8, 10].map(offset => view.getUint16(at + offset, true)).join(','))
  }
  return cells
}

/** The bytes with cells painted or (`null`) erased. Cells keep their order; new ones come last, by row and column. */
export function writeCells(bytes: Uint8Array, changes: ReadonlyMap<string, string | null>): Uint8Array {
  const cells = readCells(bytes) ?? new Map<string, string>()
  const added: string[] = []
  for (const [place, cell] of changes) {
    if (cell === null) cells.delete(place)
    else if (numbersOf(place, 2) !== null && numbersOf(cell, 4) !== null) {
      if (cells.has(place)) cells.set(place, cell)
      else added.push(place)
    }
  }
  added.sort(comparePlaces)
  for (const place of added) cells.set(place, changes.get(place) ?? '')
  const written = new Uint8Array(HEADER_BYTES + cells.size * CELL_BYTES)
  const view = new DataView(written.buffer)
  let at = HEADER_BYTES
  for (const [place, cell] of cells) {
    const [x = 0, y = 0] = numbersOf(place, 2) ?? []
    view.setInt16(at, x, true)
    view.setInt16(at + 2, y, true)
    ;(numbersOf(cell, 4) ?? []).forEach((number, i) => {
      view.setUint16(at + 4 + i * 2, number, true)
    })
    at += CELL_BYTES
  }
  return written
}

function comparePlaces(a: string, b: string): number {
  const [ax = 0, ay = 0] = numbersOf(a, 2) ?? []
  const [bx = 0, by = 0] = numbersOf(b, 2) ?? []
  return ay - by || ax - bx
}

function numbersOf(text: string, count: number): number[] | null {
  const numbers = text.split(',').map(Number)
  return numbers.length === count && numbers.every(Number.isInteger) ? numbers : null
}
