/** Typed values to text, exactly as Godot 4.6 prints them (formats 3 and 4) or Godot 3 did (format 2). COD16–COD19 */
import { assertNever } from '../../assert-never.ts'
import { type Entry, isText, sortEntries } from './key-order.ts'
import { printDouble, printFloat, printSingle } from './print-number.ts'
import { quoteName, quoteString } from './quote.ts'
import type { Variant } from './variant.ts'

/** `format` is that of the file; 3 where it is not given. */
export interface PrintOptions {
  format?: number
}

export function printVariant(value: Variant, options: PrintOptions = {}): string {
  return print(value, options.format ?? 3)
}

function print(value: Variant, format: number): string {
  switch (value.type) {
    case 'null':
      return 'null'
    case 'bool':
    case 'int':
      return String(value.value)
    case 'float':
      return printFloat(value.value, format)
    case 'String':
      return quoteString(value.value)
    case 'StringName':
      return `${format <= 2 ? '@' : '&'}${quoteName(value.value)}`
    case 'NodePath':
      return `NodePath(${quoteName(value.value)})`
    case 'Vector2i':
    case 'Vector3i':
    case 'Vector4i':
    case 'Rect2i':
      return construct(value.type, value.components.map(String), format)
    case 'Vector2':
    case 'Vector3':
    case 'Vector4':
    case 'Rect2':
    case 'Transform2D':
    case 'Basis':
    case 'Transform3D':
    case 'Quaternion':
    case 'Plane':
    case 'AABB':
    case 'Projection':
    case 'Color':
      return construct(value.type, printAll(value.components, printSingle, format), format)
    case 'PackedByteArray':
      return printBytes(value.bytes, format)
    case 'PackedInt32Array':
      return construct(value.type, value.numbers.map(String), format)
    case 'PackedFloat64Array':
      return construct(value.type, printAll(value.numbers, printDouble, format), format)
    case 'PackedFloat32Array':
    case 'PackedVector2Array':
    case 'PackedVector3Array':
    case 'PackedVector4Array':
    case 'PackedColorArray':
      return construct(value.type, printAll(value.numbers, printSingle, format), format)
    case 'PackedInt64Array':
      return construct(value.type, value.integers.map(String), format)
    case 'PackedStringArray':
      return construct(value.type, value.strings.map(quoteName), format)
    case 'Array':
      return printArray(value, format)
    case 'Dictionary':
      return printDictionary(value, format)
    case 'ExtResource':
    case 'SubResource':
      return format <= 2 && /^\d+$/.test(value.id)
        ? construct(value.type, [value.id], format)
        : `${value.type}(${quoteString(value.id)})`
    case 'Resource': {
      const names = [value.uid, value.path].filter(name => name !== undefined && name !== '')
      return construct(value.type, names.length > 0 ? names.map(name => quoteString(name ?? '')) : ['""'], format)
    }
    case 'Object': {
      const properties = value.properties.map(([name, item]) => `${quoteString(name)}:${print(item, format)}`)
      // The line end after it is Godot's.
      return `Object(${value.className},${properties.join(',')})\n`
    }
    case 'RID':
      return value.id === 0n ? 'RID()' : `RID(${value.id})`
    case 'Callable':
    case 'Signal':
      return `${value.type}()`
    default:
      return assertNever(value)
  }
}

function printAll(
  numbers: readonly number[],
  printOne: (value: number, format: number) => string,
  format: number,
): string[] {
  return numbers.map(number => printOne(number, format))
}

const GODOT_3_NAMES: Readonly<Record<string, string>> = {
  Transform3D: 'Transform',
  Quaternion: 'Quat',
  PackedByteArray: 'PoolByteArray',
  PackedInt32Array: 'PoolIntArray',
  PackedFloat32Array: 'PoolRealArray',
  PackedStringArray: 'PoolStringArray',
  PackedVector2Array: 'PoolVector2Array',
  PackedVector3Array: 'PoolVector3Array',
  PackedColorArray: 'PoolColorArray',
}

function construct(type: string, items: readonly string[], format: number): string {
  if (format > 2) return `${type}(${items.join(', ')})`
  return `${GODOT_3_NAMES[type] ?? type}( ${items.join(', ')} )`
}

/** Format 4 writes all byte arrays of a file as base64. */
function printBytes(bytes: Uint8Array, format: number): string {
  if (format < 4) return construct('PackedByteArray', Array.from(bytes, String), format)
  if (bytes.length === 0) return 'PackedByteArray()'
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `PackedByteArray("${btoa(binary)}")`
}

function printArray(value: Extract<Variant, { type: 'Array' }>, format: number): string {
  const items = value.items.map(item => print(item, format)).join(', ')
  if (format <= 2) return `[ ${items} ]`
  return value.elementType === undefined ? `[${items}]` : `Array[${value.elementType}]([${items}])`
}

function printDictionary(value: Extract<Variant, { type: 'Dictionary' }>, format: number): string {
  const lines = sortEntries(uniqueEntries(value.entries, format)).map(
    ([key, item]) => `${print(key, format)}: ${print(item, format)}`,
  )
  const empty = format <= 2 ? '{\n}' : '{}'
  const body = lines.length === 0 ? empty : `{\n${lines.join(',\n')}\n}`
  if (value.keyType === undefined || format <= 2) return body
  return `Dictionary[${value.keyType}, ${value.valueType ?? 'Variant'}](${body})`
}

/** One entry a key: the first spelling of the key, the last value. `"a"` and `&"a"` are one key. */
function uniqueEntries(entries: readonly Entry[], format: number): Entry[] {
  const byKey = new Map<string, Entry>()
  for (const [key, item] of entries) {
    const identity = isText(key) ? quoteString(key.value) : print(key, format)
    byKey.set(identity, [byKey.get(identity)?.[0] ?? key, item])
  }
  return [...byKey.values()]
}
