/** Godot's classes, from the file that comes with Weft. Some 10 ms: load them once. */
import { readFileSync } from 'node:fs'
import { type ClassDatabase, createClassDatabase } from '../shared/godot/classes.ts'
import { createPropertyOrder } from '../shared/godot/property-order.ts'

export function loadGodotClasses(): ClassDatabase {
  return createClassDatabase(JSON.parse(readFileSync(new URL('../shared/godot/classes.json', import.meta.url), 'utf8')))
}

/** Positions of the properties of a class, in the order in which Godot writes them. */
export function loadPropertyOrder(): (type: string) => ReadonlyMap<string, number> {
  return createPropertyOrder(loadGodotClasses())
}
