/**
 * Cells of a TileMap from before TileMapLayer: `layer_N/tile_data` (Godot 4.0 to 4.2) and `tile_data` (Godot 3), three
 * integers a cell, the first of which is its place (scene/2d/tile_map.cpp, `_set_tile_data`, format 2 and later).
 */
const PER_CELL = 3
const PROPERTY = /^(?:layer_\d+\/)?tile_data$/

export function isTileData(property: string): boolean {
  return PROPERTY.test(property)
}

/** By place; null for numbers that are no cells. */
export function splitTileData(numbers: readonly number[]): Map<string, string> | null {
  if (numbers.length % PER_CELL !== 0) return null
  const cells = new Map<string, string>()
  for (let at = 0; at < numbers.length; at += PER_CELL) {
    cells.set(String(numbers[at]), `${numbers[at + 1]},${numbers[at + 2]}`)
  }
  return cells.size === numbers.length / PER_CELL ? cells : null
}

/** Cells keep their order; new ones come last, by place. */
export function joinTileData(numbers: readonly number[], parts: ReadonlyMap<string, string | null>): number[] {
  const cells = splitTileData(numbers) ?? new Map<string, string>()
  const added: string[] = []
  for (const [place, cell] of parts) {
    if (!/^-?\d+$/.test(place)) continue
    if (cell === null) cells.delete(place)
    else if (!/^-?\d+,-?\d+$/.test(cell)) continue
    else if (cells.has(place)) cells.set(place, cell)
    else added.push(place)
  }
  for (const place of added.sort((a, b) => Number(a) - Number(b))) cells.set(place, parts.get(place) ?? '0,0')
  return [...cells].flatMap(([place, cell]) => [Number(place), ...cell.split(',').map(Number)])
}
