/**
 * The form of `classes.json`: compact, since every window loads it. Made by `build/godot-classes.ts`,
 * read by `classes.ts`; nobody else should look inside.
 */
export interface ClassesFile {
  readonly format: 1
  readonly notice: string
  /** Godot's version string. */
  readonly godot: string
  /** Names of the Variant types, by number. */
  readonly types: readonly string[]
  /** What a property of a type holds unless its class says otherwise, as Godot text. */
  readonly zeros: Readonly<Record<string, string>>
  /** Names of the property hints, by number; a hint without a name is of no use to an editor. */
  readonly hints: Readonly<Record<string, string>>
  /** Hint strings, shared by number: many properties have the same. */
  readonly texts: readonly string[]
  readonly classes: Readonly<Record<string, ClassEntry>>
}

export interface ClassEntry {
  readonly inherits?: string
  readonly abstract?: 1
  /** Own properties in Godot's order. */
  readonly own?: readonly Listed[]
  /** What a fresh object lists besides (theme overrides), by the class in the chain after whose own it comes. */
  readonly extra?: Readonly<Record<string, readonly Listed[]>>
  /** Defaults that differ from the parent's and from the type's zero; of inherited properties too. */
  readonly defaults?: Readonly<Record<string, string>>
  readonly signals?: readonly (readonly [name: string, ...parameters: PropertyEntry[]])[]
}

export type Listed = PropertyEntry | HeadingEntry

/** Trailing parts are left out where they are: no hint, no text, stored and edited, no class. */
export type PropertyEntry = readonly [
  name: string,
  type: number,
  hint?: number,
  text?: number,
  usage?: number,
  className?: string,
]

export interface HeadingEntry {
  readonly group?: string
  readonly subgroup?: string
  /** Only properties whose names begin so belong to the heading. */
  readonly prefix?: string
}

/** Godot's PROPERTY_USAGE_ flags that are kept. */
export const usageFlags = { stored: 2, edited: 4, readOnly: 1 << 28 } as const
export const usualUsage = usageFlags.stored | usageFlags.edited
