/**
 * Where the cells of a tile map are; what lies in them is `../tile-cells.ts`'s. A `TileMapLayer` stores a uint16 format
 * and 12 bytes a cell, which begin with int16 x and int16 y. `TileMap` keeps the same 12 bytes as three int32 a cell
 * in `layer_0/tile_data` (scene/2d/tile_map.cpp of Godot 4.6).
 */

export interface TilePlace {
  readonly x: number
  readonly y: number
}

const headerBytes = 2
const cellBytes = 12
const knownFormat = 0

/** Up to the first incomplete cell; none for a format that isn't known. */
export function tileMapLayerPlaces(bytes: Uint8Array): TilePlace[] {
  if (bytes.length < headerBytes) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0, true) !== knownFormat) return []
  const places: TilePlace[] = []
  for (let at = headerBytes; at + cellBytes <= bytes.length; at += cellBytes) {
    places.push({ x: view.getInt16(at, true), y: view.getInt16(at + 2, true) })
  }
  return places
}

/** Of a layer with `format = 2`, the one that Godot 4 writes. */
export function tileMapPlaces(numbers: readonly number[]): TilePlace[] {
  const places: TilePlace[] = []
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const packed = numbers[i] ?? 0
    places.push({ x: (packed << 16) >> 16, y: packed >> 16 })
  }
  return places
}
