/** Strings inside a value, however deep. */
import type { Variant } from '../codec/variant.ts'

/** The value with every string in it changed; keys of dictionaries stay. */
export function mapStrings(value: Variant, change: (text: string) => string): Variant {
  switch (value.type) {
    case 'String':
    case 'StringName':
      return { ...value, value: change(value.value) }
    case 'PackedStringArray':
      return { ...value, strings: value.strings.map(change) }
    case 'Array':
      return { ...value, items: value.items.map(item => mapStrings(item, change)) }
    case 'Dictionary':
      return { ...value, entries: value.entries.map(([key, item]) => [key, mapStrings(item, change)] as const) }
    default:
      return value
  }
}
