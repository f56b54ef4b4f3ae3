/**
 * What Godot knows of its own classes: inheritance, properties with their types, hints, headings and
 * defaults, signals. Built once from the content of `classes.json`, which the caller loads.
 * Types that it has not heard of (scripts' and extensions' classes) answer with nothing, not an error.
 *
 *     const classes = createClassDatabase(JSON.parse(text))
 *     classes.inherits('PointLight2D', 'CanvasItem')          // true
 *     classes.defaultText('PointLight2D', 'energy')           // '1.0'
 *     classes.property('PointLight2D', 'blend_mode')?.hint    // 'enum'
 */
import { type ClassEntry, type ClassesFile, type PropertyEntry, usageFlags, usualUsage } from './classes-file.ts'

export interface ClassDatabase {
  /** Godot's version string. */
  readonly version: string
  exists(type: string): boolean
  /** False for classes that only others derive from, such as `CanvasItem`. */
  isInstantiable(type: string): boolean
  /** True of a type and itself. */
  inherits(type: string, base: string): boolean
  /** The type itself, then its parents up to `Object`. Empty if it is unknown. */
  ancestry(type: string): readonly string[]
  /** Of the whole chain, in the order in which Godot lists and stores them: the most basic class first, `script` last. */
  properties(type: string): readonly PropertyInfo[]
  property(type: string, name: string): PropertyInfo | null
  /** The Godot text of what a property holds in a fresh object; null if the type or property is unknown. */
  defaultText(type: string, name: string): string | null
  /** Of the whole chain, those of the type itself first. */
  signals(type: string): readonly SignalInfo[]
  /** Every class that derives from `Node`, itself included, by name. */
  nodeTypes(): readonly string[]
  /** Every class that derives from `base`, itself included, by name. `Resource` unless told. */
  resourceTypes(base?: string): readonly string[]
  family(type: string): ClassFamily
}

/** The kinds that Godot's users tell apart by colour. */
export type ClassFamily = '2d' | '3d' | 'ui' | 'other'

export interface PropertyInfo {
  readonly name: string
  /** A Variant type, as `type_string` spells it: `int`, `Vector2`, `Object`; `Nil` for any. */
  readonly type: string
  /** What an editor should offer: `none`, `range`, `enum`, `flags`, `resource`, `node`, … */
  readonly hint: string
  /** What the hint needs to know, as Godot spells it: `Inherit,Pausable:1`, `0,1,0.01,or_greater`, `Texture2D`. */
  readonly hintString: string
  /** The class of an object, or the name of an enum (`Node.ProcessMode`); often empty. */
  readonly className: string
  readonly isStored: boolean
  readonly isEdited: boolean
  readonly isReadOnly: boolean
  /** The class that brings it. */
  readonly declaredBy: string
  readonly group: string | null
  readonly subgroup: string | null
  /** The beginning of the name that its innermost heading makes superfluous; often empty. */
  readonly prefix: string
}

export interface SignalInfo {
  readonly name: string
  readonly declaredBy: string
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly className: string }[]
}

/** Throws a RangeError if the content is not a class database of the format that this version reads. */
export function createClassDatabase(json: unknown): ClassDatabase {
  const file = checkFormat(json)
  const entries = new Map(Object.entries(file.classes))
  const listCache = new Map<string, Listing>()

  function ancestry(type: string): string[] {
    const chain: string[] = []
    for (let entry = entries.get(type), name = type; entry !== undefined; entry = entries.get(name)) {
      chain.push(name)
      name = entry.inherits ?? ''
    }
    return chain
  }

  function listing(type: string): Listing {
    const known = listCache.get(type)
    if (known !== undefined) return known
    const made = list(file, entries, type, ancestry(type))
    listCache.set(type, made)
    return made
  }

  function derived(base: string): string[] {
    return [...entries.keys()].filter(type => inherits(type, base)).sort()
  }

  function inherits(type: string, base: string): boolean {
    return ancestry(type).includes(base)
  }

  return {
    version: file.godot,
    exists: type => entries.has(type),
    isInstantiable: type => entries.get(type)?.abstract === undefined && entries.has(type),
    inherits,
    ancestry,
    properties: type => listing(type).inOrder,
    property: (type, name) => listing(type).byName.get(name) ?? null,
    defaultText(type, name) {
      const info = listing(type).byName.get(name)
      if (info === undefined) return null
      for (const ancestor of ancestry(type)) {
        const own = entries.get(ancestor)?.defaults?.[name]
        if (own !== undefined) return own
      }
      return file.zeros[info.type] ?? 'null'
    },
    signals: type =>
      ancestry(type).flatMap(declaredBy =>
        (entries.get(declaredBy)?.signals ?? []).map(([name, ...parameters]) => ({
          name,
          declaredBy,
          parameters: parameters.map(([parameter, number, , , , className = '']) => ({
            name: parameter,
            type: file.types[number] ?? 'Nil',
            className,
          })),
        })),
      ),
    nodeTypes: () => derived('Node'),
    resourceTypes: (base = 'Resource') => derived(base),
    family(type) {
      const chain = ancestry(type)
      if (chain.includes('Control')) return 'ui'
      if (chain.includes('CanvasItem')) return '2d'
      return chain.includes('Node3D') ? '3d' : 'other'
    },
  }
}

interface Listing {
  readonly inOrder: readonly PropertyInfo[]
  readonly byName: ReadonlyMap<string, PropertyInfo>
}

function checkFormat(json: unknown): ClassesFile {
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== 1) {
    throw new RangeError('not a class database of format 1')
  }
  return json as ClassesFile
}

function list(
  file: ClassesFile,
  entries: ReadonlyMap<string, ClassEntry>,
  type: string,
  chain: readonly string[],
): Listing {
  const inOrder: PropertyInfo[] = []
  for (const declaredBy of chain.toReversed()) {
    const listed = [...(entries.get(declaredBy)?.own ?? []), ...(entries.get(type)?.extra?.[declaredBy] ?? [])]
    let group = noHeading
    let subgroup = noHeading
    for (const item of listed) {
      if ('group' in item) {
        group = { name: item.group ?? null, prefix: item.prefix ?? '' }
        subgroup = noHeading
      } else if ('subgroup' in item) {
        subgroup = { name: item.subgroup ?? null, prefix: item.prefix ?? '' }
      } else if (isProperty(item)) {
        // As in Godot's inspector: a name without the heading's prefix ends the heading.
        if (!item[0].startsWith(subgroup.prefix)) subgroup = noHeading
        if (subgroup.name === null && !item[0].startsWith(group.prefix)) group = noHeading
        const prefix = subgroup.prefix === '' ? group.prefix : subgroup.prefix
        inOrder.push(describe(file, item, declaredBy, { group: group.name, subgroup: subgroup.name, prefix }))
      }
    }
  }
  if (chain.length > 0) {
    // Every object has one; it is listed after what the classes bring and before what the script brings.
    inOrder.push(describe(file, ['script', file.types.indexOf('Object')], 'Object', scriptPlace))
  }
  return { inOrder, byName: new Map(inOrder.map(info => [info.name, info])) }
}

interface Heading {
  readonly name: string | null
  readonly prefix: string
}

const noHeading: Heading = { name: null, prefix: '' }
const scriptPlace = { group: null, subgroup: null, prefix: '', hint: 'resource', hintString: 'Script' }

function isProperty(item: object): item is PropertyEntry {
  return Array.isArray(item)
}

function describe(
  file: ClassesFile,
  [name, type, hint = 0, text = -1, usage = usualUsage, className = '']: PropertyEntry,
  declaredBy: string,
  place: Pick<PropertyInfo, 'group' | 'subgroup' | 'prefix'>,
): PropertyInfo {
  return {
    name,
    type: file.types[type] ?? 'Nil',
    hint: file.hints[hint] ?? 'none',
    hintString: file.texts[text] ?? '',
    className,
    isStored: (usage & usageFlags.stored) !== 0,
    isEdited: (usage & usageFlags.edited) !== 0,
    isReadOnly: (usage & usageFlags.readOnly) !== 0,
    declaredBy,
    ...place,
  }
}
