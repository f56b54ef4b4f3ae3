/** Fields of tags: their order, and how one is written. COD19 */
import type { Tag } from './syntax.ts'

/** Fields in the order in which Godot 4.6 writes them. */
export const FIELD_ORDER: Readonly<Record<Tag, readonly string[]>> = {
  gd_scene: ['load_steps', 'format', 'uid'],
  gd_resource: ['type', 'script_class', 'load_steps', 'format', 'uid'],
  ext_resource: ['type', 'uid', 'path', 'id'],
  sub_resource: ['type', 'id'],
  resource: [],
  node: [
    'name',
    'type',
    'parent',
    'parent_id_path',
    'owner',
    'owner_uid_path',
    'index',
    'unique_id',
    'node_paths',
    'groups',
    'instance_placeholder',
    'instance',
  ],
  connection: ['signal', 'from', 'to', 'method', 'flags', 'from_uid_path', 'to_uid_path', 'unbinds', 'binds'],
  editable: ['path'],
}

/** As Godot 3 writes them. */
export const FIELD_ORDER_FORMAT_2: Readonly<Record<Tag, readonly string[]>> = {
  ...FIELD_ORDER,
  ext_resource: ['path', 'type', 'id'],
}

export function fieldOrder(tag: Tag, format: number): readonly string[] {
  return (format <= 2 ? FIELD_ORDER_FORMAT_2 : FIELD_ORDER)[tag]
}

/** Godot writes a blank after the `=` of a connection's binds, and nowhere else. */
export function printField(tag: Tag, name: string, valueText: string): string {
  return tag === 'connection' && name === 'binds' ? `binds= ${valueText}` : `${name}=${valueText}`
}
