/**
 * Resources of a plain scene. Ids come as Godot draws them, from a sequence that the path of the scene alone seeds: two
 * clones that each add a resource give both the same id.
 */
import { seeded } from '../property/seeded.ts'
import type { PlainScene } from './plain-scene.ts'

/** The key of the resource of this file; one is enough. */
export function addFile(scene: PlainScene, type: string, path: string): string {
  const known = [...scene.resources.values()].find(each => each.file?.path === path)
  if (known !== undefined) return known.key
  const numbers = [...scene.resources.values()]
    .filter(each => each.file !== null)
    .map(each => Number.parseInt(each.id, 10))
  const number = 1 + Math.max(0, ...numbers)
  const uid = `uid://${letters(
    path.split('').reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), 7),
    12,
  )}`
  return add(scene, type, `${number}_${letters(number, 5)}`, { path, uid }, [])
}

export function addInside(scene: PlainScene, type: string, properties: readonly (readonly [string, string])[]): string {
  const count = [...scene.resources.values()].filter(each => each.file === null).length
  return add(scene, type, `${type}_${letters(1000 + count, 5)}`, null, properties)
}

function add(
  scene: PlainScene,
  type: string,
  wanted: string,
  file: { path: string; uid: string } | null,
  properties: readonly (readonly [string, string])[],
): string {
  const ids = new Set([...scene.resources.values()].map(each => each.id))
  let id = wanted
  for (let salt = 1; ids.has(id); salt += 1) id = wanted.replace(/[^_]*$/, letters(salt * 65_537, 5))
  // A key need not tell two sides apart: keys of resources never meet.
  const key = `r${scene.resources.size}`
  scene.resources.set(key, { key, type, id, file, properties: new Map(properties) })
  return key
}

const LETTERS = 'abcdefghijklmnopqrstuvwxy0123456789'.split('')

function letters(seed: number, count: number): string {
  const random = seeded(seed)
  return Array.from({ length: count }, () => random.pick(LETTERS)).join('')
}
