/** DIFF4: fields that programs write for themselves. They are applied with the rest and listed nowhere. */
import { INSIDE_FIELD, isHiddenField } from '../file-model.ts'

/** Identities, and the spelling of a place that the tree itself tells. */
const QUIET_FIELDS = new Set(['unique_id', 'parent_id_path', 'owner_uid_path'])

export function isQuietField(name: string): boolean {
  return QUIET_FIELDS.has(name) || (isHiddenField(name) && name !== INSIDE_FIELD)
}

/** Counted by Godot, or the version of its own format. */
export function isQuietHeader(name: string): boolean {
  return name === 'load_steps' || name === 'format'
}
