import {
  type ClassEntry,
  type ClassesFile,
  type Listed,
  type PropertyEntry,
  usageFlags,
  usualUsage,
} from '../shared/godot/classes-file.ts'

/** The first line that `godot-classes.gd` prints. */
export interface DumpedHeader {
  readonly version: string
  readonly types: readonly string[]
  readonly zeros: Readonly<Record<string, string>>
  readonly hints: Readonly<Record<string, number>>
}

/** Each further line. */
export interface DumpedClass {
  readonly name: string
  readonly inherits: string
  readonly instantiable: boolean
  readonly own: readonly DumpedProperty[]
  readonly extra: Readonly<Record<string, readonly DumpedProperty[]>>
  readonly defaults: Readonly<Record<string, string>>
  readonly signals: readonly (readonly [
    name: string,
    parameters: readonly (readonly [name: string, type: number, className: string])[],
  ])[]
}

export interface DumpedProperty {
  readonly name: string
  readonly type: number
  readonly hint: number
  readonly hintString: string
  readonly className: string
  readonly usage: number
}

/** Leaves out what a reader can infer: the usual flags, defaults that are the parent's or the type's zero. */
export function encodeClasses(header: DumpedHeader, dumped: readonly DumpedClass[]): ClassesFile {
  const byName = new Map(dumped.map(one => [one.name, one]))
  const fullDefaults = new Map(dumped.map(one => [one.name, completeDefaults(one, dumped, byName)]))
  const texts = new Map<string, number>()
  // Godot has no null of type String.
  const zeros: Record<string, string> = { ...header.zeros, String: '""' }

  function encodeClass(one: DumpedClass): ClassEntry {
    const extra = Object.entries(one.extra).map(
      ([lister, list]) => [lister, inFileOrder(list).map(encodeListed)] as const,
    )
    const defaults = encodeDefaults(one)
    return {
      ...(one.inherits === '' ? {} : { inherits: one.inherits }),
      ...(one.instantiable ? {} : { abstract: 1 }),
      ...(one.own.length === 0 ? {} : { own: one.own.map(encodeListed) }),
      ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }),
      ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
      ...(one.signals.length === 0 ? {} : { signals: one.signals.map(encodeSignal) }),
    }
  }

  function encodeListed(info: DumpedProperty): Listed {
    // "anchor_,1": how deep the prefix goes is of no use here.
    const text = info.hintString.replace(/,.*$/, '')
    const prefix = text === '' ? {} : { prefix: text }
    if ((info.usage & groupFlag) !== 0) return { group: info.name, ...prefix }
    if ((info.usage & subgroupFlag) !== 0) return { subgroup: info.name, ...prefix }
    // What is ticked before it can be set (a theme override) is stored from then on.
    const stored = (info.usage & checkableFlag) === 0 ? 0 : usageFlags.stored
    const usage = stored | (info.usage & (usageFlags.stored | usageFlags.edited | usageFlags.readOnly))
    return encodeProperty(info.name, info.type, info.hint, shareText(info.hintString), usage, info.className)
  }

  function shareText(text: string): number {
    if (text === '') return -1
    const known = texts.get(text) ?? texts.size
    texts.set(text, known)
    return known
  }

  function encodeDefaults(one: DumpedClass): Record<string, string> {
    const types = new Map<string, number>()
    for (const name of chain(one, byName))
      for (const info of byName.get(name)?.own ?? []) types.set(info.name, info.type)
    const inheritedDefaults = fullDefaults.get(one.inherits) ?? {}
    const kept: Record<string, string> = {}
    for (const [name, text] of Object.entries(fullDefaults.get(one.name) ?? {})) {
      const inherited = inheritedDefaults[name] ?? zeros[header.types[types.get(name) ?? 0] ?? '']
      if (text !== inherited) kept[name] = shortenFloats(text)
    }
    return kept
  }

  const classes = Object.fromEntries(dumped.map(one => [one.name, encodeClass(one)]))
  return {
    format: 1,
    notice:
      'Generated from Godot Engine (MIT licence, https://godotengine.org/license) by build/godot-classes.ts; not to be edited.',
    godot: header.version.replace(/ .*$/, ''),
    types: header.types,
    zeros,
    hints: Object.fromEntries(Object.entries(header.hints).map(([name, number]) => [number, name])),
    texts: [...texts.keys()],
    classes,
  }
}

/** One class a line, so that a change of Godot reads as one. */
export function printClasses(file: ClassesFile): string {
  const { classes, ...rest } = file
  const head = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const lines = Object.entries(classes).map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`)
  return `{\n${head.join(',\n')},\n"classes": {\n${lines.join(',\n')}\n}\n}\n`
}

/**
 * An abstract class has no object to ask, so Godot tells no defaults for it: what most of the
 * concrete classes below it say is taken, and the others say otherwise themselves.
 */
function completeDefaults(
  one: DumpedClass,
  dumped: readonly DumpedClass[],
  byName: ReadonlyMap<string, DumpedClass>,
): Readonly<Record<string, string>> {
  if (one.instantiable) return one.defaults
  const known = chain(one, byName).flatMap(name => byName.get(name)?.own.map(info => info.name) ?? [])
  const heirs = dumped.filter(other => chain(other, byName).includes(one.name))
  const found: Record<string, string> = {}
  for (const name of known) {
    const counts = new Map<string, number>()
    for (const { defaults } of heirs) {
      const text = defaults[name]
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    const most = [...counts].sort(([, a], [, b]) => b - a)[0]
    if (most !== undefined) found[name] = most[0]
  }
  return found
}

function chain(one: DumpedClass, byName: ReadonlyMap<string, DumpedClass>): string[] {
  const parent = byName.get(one.inherits)
  return parent === undefined ? [one.name] : [one.name, ...chain(parent, byName)]
}

/** Godot lists theme overrides as the widget's code names them, but files hold them by kind. */
function inFileOrder(list: readonly DumpedProperty[]): DumpedProperty[] {
  return list.toSorted((a, b) => overrideKind(a) - overrideKind(b))
}

const overrideKinds = ['colors', 'constants', 'fonts', 'font_sizes', 'icons', 'styles']

/** -1 of what is no theme override. */
function overrideKind({ name }: DumpedProperty): number {
  return overrideKinds.indexOf(/^theme_override_(\w+)\//.exec(name)?.[1] ?? '')
}

const groupFlag = 64
const subgroupFlag = 256
const checkableFlag = 16

function encodeSignal([name, parameters]: DumpedClass['signals'][number]): [string, ...PropertyEntry[]] {
  return [
    name,
    ...parameters.map(([parameter, type, className]) => encodeProperty(parameter, type, 0, -1, usualUsage, className)),
  ]
}

function encodeProperty(
  name: string,
  type: number,
  hint: number,
  text: number,
  usage: number,
  className: string,
): PropertyEntry {
  if (className !== '') return [name, type, hint, text, usage, className]
  if (usage !== usualUsage) return [name, type, hint, text, usage]
  if (text !== -1) return [name, type, hint, text]
  return hint === 0 ? [name, type] : [name, type, hint]
}

/**
 * Most float properties are kept in 32 bits, so that 0.1 comes out as 0.10000000149011612.
 * The shortest text that reads back as the same 32 bits says the same and can be shown.
 */
export function shortenFloats(text: string): string {
  if (text.startsWith('"') || text.startsWith('&"')) return text
  return text.replaceAll(/-?\d+\.\d{8,}/g, number => {
    const value = Number(number)
    if (Math.fround(value) !== value) return number
    for (let digits = 1; digits <= 9; digits++) {
      const short = Number(value.toPrecision(digits))
      if (Math.fround(short) === value) return Number.isInteger(short) ? `${short}.0` : String(short)
    }
    return number
  })
}
