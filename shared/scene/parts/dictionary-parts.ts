/** Dictionaries by entry. */
import { parseVariant, printVariant, type Variant } from '../codec/variant.ts'

export type Dictionary = Extract<Variant, { type: 'Dictionary' }>

export function splitDictionary(value: Dictionary, format: number): Map<string, string> {
  return new Map(value.entries.map(([key, entry]) => [printVariant(key, { format }), printVariant(entry, { format })]))
}

export function joinDictionary(value: Dictionary, parts: ReadonlyMap<string, string | null>, format: number): string {
  const entries = new Map<string, readonly [Variant, Variant]>()
  for (const entry of value.entries) entries.set(printVariant(entry[0], { format }), entry)
  for (const [part, text] of parts) {
    const key = parseVariant(part, format)
    if (!key.ok) continue
    if (text === null) {
      entries.delete(part)
      continue
    }
    const entry = parseVariant(text, format)
    if (entry.ok) entries.set(part, [entries.get(part)?.[0] ?? key.value, entry.value])
  }
  return printVariant({ ...value, entries: [...entries.values()] }, { format })
}
