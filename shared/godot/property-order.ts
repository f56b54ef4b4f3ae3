/** Where Godot writes a property among the others of its class: in the order of the class's property list. */
import type { ClassDatabase } from './classes.ts'

/** Positions by property name, for any class; computed once a class. */
export function createPropertyOrder(classes: ClassDatabase): (type: string) => ReadonlyMap<string, number> {
  const known = new Map<string, ReadonlyMap<string, number>>()
  return type => {
    let order = known.get(type)
    if (order === undefined) {
      order = new Map(classes.properties(type).map((property, index) => [property.name, index]))
      known.set(type, order)
    }
    return order
  }
}
