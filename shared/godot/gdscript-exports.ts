/**
 * The exported variables of a GDScript, as an inspector shows them. Reads declarations only and runs nothing; what it
 * cannot make out keeps its place with an unknown type, and what is no GDScript gives an empty list.
 *
 *     readExports('@export_range(0, 10) var speed := 2.5').variables
 *     // [{ name: 'speed', type: 'float', hint: 'range', hintString: '0,10', defaultText: '2.5', … }]
 */
import { parseVariant } from '../scene/codec/variant.ts'

export interface ExportedVariable {
  readonly name: string
  /** As written (`Array[Node2D]`), or that of the default; empty where neither tells. An enum of the script is `int`. */
  readonly type: string
  /** As in the class database: `range`, `enum`, `multiline`, …; `none` for plain `@export`. */
  readonly hint: string
  readonly hintString: string
  /** Godot text; null where the default is no plain value. */
  readonly defaultText: string | null
  readonly group: string | null
  readonly subgroup: string | null
  /** From `##` lines above it. */
  readonly description: string
}

export interface ScriptExports {
  /** `res://…` or a class name; null where the script does not say. */
  readonly base: string | null
  readonly className: string | null
  readonly variables: readonly ExportedVariable[]
  readonly signals: readonly string[]
}

const hintOf: Readonly<Record<string, string>> = {
  export: 'none',
  export_range: 'range',
  export_enum: 'enum',
  export_flags: 'flags',
  export_flags_2d_render: 'layers2dRender',
  export_flags_2d_physics: 'layers2dPhysics',
  export_flags_2d_navigation: 'layers2dNavigation',
  export_flags_3d_render: 'layers3dRender',
  export_flags_3d_physics: 'layers3dPhysics',
  export_flags_3d_navigation: 'layers3dNavigation',
  export_flags_avoidance: 'layersAvoidance',
  export_multiline: 'multiline',
  export_placeholder: 'placeholder',
  export_file: 'file',
  export_file_path: 'file',
  export_dir: 'dir',
  export_global_file: 'globalFile',
  export_global_dir: 'globalDir',
  export_node_path: 'nodePathTypes',
  export_color_no_alpha: 'colorNoAlpha',
  export_exp_easing: 'easing',
  export_custom: 'none',
}

/** One statement of the top level: what is inside functions and inner classes is not exported. */
export function readExports(source: string): ScriptExports {
  const statements = topLevel(source)
  const enums = readEnums(statements)
  const variables: ExportedVariable[] = []
  const signals: string[] = []
  let base: string | null = null
  let className: string | null = null
  let group: string | null = null
  let subgroup: string | null = null
  let pending: Annotation[] = []
  let comments: string[] = []
  for (const statement of statements) {
    if (statement.startsWith('##')) {
      comments.push(statement.replace(/^##\s?/, ''))
      continue
    }
    const { annotations, rest } = takeAnnotations(statement)
    for (const annotation of annotations) {
      if (annotation.name === 'export_group' || annotation.name === 'export_category') {
        group = annotation.name === 'export_group' ? unquote(annotation.args[0] ?? '') || null : null
        subgroup = null
      } else if (annotation.name === 'export_subgroup') subgroup = unquote(annotation.args[0] ?? '') || null
      else pending.push(annotation)
    }
    if (rest === '') continue
    const signal = /^signal\s+(\w+)/.exec(rest)?.[1]
    if (signal !== undefined) signals.push(signal)
    const extended = /^(?:class_name\s+\w+\s+)?extends\s+("[^"]*"|'[^']*'|[\w.]+)/.exec(rest)?.[1]
    if (extended !== undefined) base = unquote(extended)
    className = /^class_name\s+(\w+)/.exec(rest)?.[1] ?? className
    const exported = pending.find(({ name }) => name in hintOf)
    if (exported !== undefined) {
      const variable = readVariable(rest, exported, enums)
      if (variable !== null) variables.push({ ...variable, group, subgroup, description: comments.join(' ') })
    }
    pending = []
    comments = []
  }
  return { base, className, variables, signals }
}

interface Annotation {
  readonly name: string
  readonly args: readonly string[]
}

type Enums = ReadonlyMap<string, ReadonlyMap<string, string>>

function readVariable(
  rest: string,
  { name: annotation, args }: Annotation,
  enums: Enums,
): Omit<ExportedVariable, 'group' | 'subgroup' | 'description'> | null {
  const match = /^(?:static\s+)?var\s+(\w+)\s*(?::\s*([^=:][^=]*?)?)?\s*(?:=\s*([\s\S]*))?$/.exec(cutAccessors(rest))
  if (match === null) return null
  const [, name = '', written = '', initial = ''] = match
  const value = initial.trim()
  const known = enumOf(written.trim(), value, enums)
  if (known !== null) {
    const hintString = [...known.values].map(([key, number]) => `${title(key)}:${number}`).join(',')
    return { name, type: 'int', hint: 'enum', hintString, defaultText: known.defaultText }
  }
  const parsed = value === '' ? null : parseVariant(value)
  const guessed = parsed?.ok ? parsed.value.type : annotation === 'export_multiline' ? 'String' : ''
  const type = written.trim() === '' ? guessed : written.trim()
  return {
    name,
    type,
    hint: hintOf[annotation] ?? 'none',
    hintString: args.map(unquote).join(','),
    defaultText: parsed?.ok ? asType(value, type) : value === '' ? zeroOf(type) : null,
  }
}

/** A whole number is a fine default for a float, but is written with its point. */
function asType(text: string, type: string): string {
  return type === 'float' && /^-?\d+$/.test(text) ? `${text}.0` : text
}

const zeros: Readonly<Record<string, string>> = {
  bool: 'false',
  int: '0',
  float: '0.0',
  String: '""',
  StringName: '&""',
  NodePath: 'NodePath("")',
  Color: 'Color(0, 0, 0, 1)',
  Vector2: 'Vector2(0, 0)',
  Vector2i: 'Vector2i(0, 0)',
  Vector3: 'Vector3(0, 0, 0)',
  Vector3i: 'Vector3i(0, 0, 0)',
  Rect2: 'Rect2(0, 0, 0, 0)',
}

function zeroOf(type: string): string {
  if (/^Array\b/.test(type)) return '[]'
  if (/^Dictionary\b/.test(type)) return '{}'
  return zeros[type] ?? (/^Packed\w+Array$/.test(type) ? `${type}()` : 'null')
}

function enumOf(
  type: string,
  value: string,
  enums: Enums,
): { values: ReadonlyMap<string, string>; defaultText: string | null } | null {
  const dot = /^(\w+)\.(\w+)$/.exec(value)
  const values = enums.get(type === '' ? (dot?.[1] ?? '') : type)
  if (values === undefined) return null
  const [, first = '0'] = values.entries().next().value ?? []
  return {
    values,
    defaultText:
      dot === null ? (value === '' ? first : /^-?\d+$/.test(value) ? value : null) : (values.get(dot[2] ?? '') ?? null),
  }
}

function readEnums(statements: readonly string[]): Enums {
  const enums = new Map<string, ReadonlyMap<string, string>>()
  for (const statement of statements) {
    const match = /^enum\s+(\w+)\s*\{([\s\S]*)\}/.exec(statement)
    if (match === null) continue
    const values = new Map<string, string>()
    let next = 0
    for (const part of split(match[2] ?? '')) {
      const [, key, number] = /^(\w+)\s*(?:=\s*(-?\d+))?/.exec(part) ?? []
      if (key === undefined) continue
      if (number !== undefined) next = Number(number)
      values.set(key, String(next))
      next += 1
    }
    enums.set(match[1] ?? '', values)
  }
  return enums
}

function takeAnnotations(statement: string): { annotations: Annotation[]; rest: string } {
  const annotations: Annotation[] = []
  let rest = statement
  for (let match = /^@(\w+)\s*/.exec(rest); match !== null; match = /^@(\w+)\s*/.exec(rest)) {
    rest = rest.slice(match[0].length)
    let args: string[] = []
    if (rest.startsWith('(')) {
      const end = closing(rest, 0)
      args = split(rest.slice(1, end))
      rest = rest.slice(end + 1).trimStart()
    }
    annotations.push({ name: match[1] ?? '', args })
  }
  return { annotations, rest }
}

/** Logical lines without indentation; those that go on inside brackets or after a backslash are one. */
function topLevel(source: string): string[] {
  const lines: string[] = []
  let open: string | null = null
  let inText = ''
  for (const raw of source.split(/\r?\n/)) {
    if (inText !== '') {
      if (raw.includes(inText)) inText = ''
      continue
    }
    if (open === null && (raw.trim() === '' || /^\s/.test(raw))) continue
    if (open === null && raw.startsWith('##')) {
      lines.push(raw)
      continue
    }
    const quotes = open === null ? /^("""|''')/.exec(raw)?.[1] : undefined
    if (quotes !== undefined) {
      if (!raw.slice(3).includes(quotes)) inText = quotes
      continue
    }
    const line = withoutComment(raw)
    const joined: string = open === null ? line.trim() : `${open} ${line.trim()}`
    if (joined.endsWith('\\')) open = joined.slice(0, -1)
    else if (depth(joined) > 0) open = joined
    else {
      if (joined !== '') lines.push(joined)
      open = null
    }
  }
  return lines
}

/** `var x = 1: set = …` and `var x: int:` keep only what stands before the accessors. */
function cutAccessors(statement: string): string {
  const cut = scan(statement, 0, (character, at, level) => {
    if (level > 0 || character !== ':') return false
    const after = statement.slice(at + 1).trim()
    return after === '' || /^(set|get)\b/.test(after)
  })
  return cut < 0 ? statement : statement.slice(0, cut).trimEnd()
}

function withoutComment(line: string): string {
  const cut = scan(line, 0, character => character === '#')
  return cut < 0 ? line : line.slice(0, cut)
}

function depth(text: string): number {
  let level = 0
  scan(text, 0, (_character, _at, now) => {
    level = now
    return false
  })
  return level
}

function closing(text: string, from: number): number {
  const end = scan(text, from, (character, at, level) => at > from && level === 0 && ')]}'.includes(character))
  return end < 0 ? text.length : end
}

/** Parts between commas of the outer level. */
function split(text: string): string[] {
  const parts: string[] = []
  let from = 0
  scan(text, 0, (character, at, level) => {
    if (character === ',' && level === 0) {
      parts.push(text.slice(from, at).trim())
      from = at + 1
    }
    return false
  })
  const last = text.slice(from).trim()
  if (last !== '') parts.push(last)
  return parts
}

/** The first place outside of strings where `stop` says so; `level` counts brackets after the character. -1: none. */
function scan(text: string, from: number, stop: (character: string, at: number, level: number) => boolean): number {
  let level = 0
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
      continue
    }
    if (character === '"' || character === "'") quote = character
    else if ('([{'.includes(character)) level += 1
    else if (')]}'.includes(character)) level -= 1
    if (quote === '' && stop(character, at, level)) return at
  }
  return -1
}

function unquote(text: string): string {
  const match = /^(["'])([\s\S]*)\1$/.exec(text.trim())
  return match === null ? text.trim() : (match[2] ?? '').replace(/\\(["'\\])/g, '$1')
}

/** `HIGH_TIDE` → `High Tide`, as Godot's inspector shows it. */
function title(name: string): string {
  return name
    .toLowerCase()
    .split('_')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
