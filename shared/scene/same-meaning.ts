/** Whether two value texts mean the same to Godot, however they are laid out. */
import { parseVariant, printVariant } from './codec/variant.ts'

export function sameMeaning(a: string, b: string, format: number): boolean {
  if (a === b) return true
  const left = parseVariant(a, format)
  const right = parseVariant(b, format)
  if (!left.ok || !right.ok || left.value.type !== right.value.type) return false
  return printVariant(left.value) === printVariant(right.value)
}
