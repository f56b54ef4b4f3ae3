/** The edits of a batch, made on the nodes that a query found in one scene. BAT5, BAT6 */
import { assertNever } from '../../assert-never.ts'
import { AppError } from '../../contract/errors.ts'
import {
  addExternalResource,
  addGroup,
  changeType,
  checkNodeName,
  deleteNodes,
  removeGroup,
  renameNode,
  setProperty,
} from '../commands.ts'
import type { SceneEditor } from '../editor.ts'
import { nodePath } from '../reference.ts'
import type { NodeId } from '../scene.ts'

export type BatchEdit =
  /** `value` is Godot text; `Resource("res://…")` refers to a file; null is the default. */
  | { readonly kind: 'set'; readonly property: string; readonly value: string | null }
  | { readonly kind: 'replace'; readonly property: string; readonly from: string; readonly to: string }
  | { readonly kind: 'add-group'; readonly group: string }
  | { readonly kind: 'remove-group'; readonly group: string }
  /** `from` within the name becomes `to`; an empty `from` is the whole name. */
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'retype'; readonly type: string }
  | { readonly kind: 'delete' }

/** What a scene's reference to a file says beside the path. */
export type DescribeFile = (path: string) => { readonly type: string; readonly uid: string | null } | null

/**
 * One gesture for each edit; returns a line for each change, and nothing where nothing changes.
 * Throws AppError, with the node in its message, at the first that cannot be made: those before it stand.
 */
export function applyBatchEdits(
  editor: SceneEditor,
  nodes: readonly NodeId[],
  edits: readonly BatchEdit[],
  describeFile: DescribeFile,
): string[] {
  return edits.flatMap(edit => {
    const lines: string[] = []
    editor.gesture(labelOf(edit), () => {
      for (const node of nodes) lines.push(...apply(editor, node, edit, describeFile))
    })
    return lines
  })
}

export function labelOf(edit: BatchEdit): string {
  switch (edit.kind) {
    case 'set':
      return edit.value === null ? `Reset ${edit.property}` : `Set ${edit.property} to ${edit.value}`
    case 'replace':
      return `Replace ${edit.property}`
    case 'add-group':
      return `Add to group ${edit.group}`
    case 'remove-group':
      return `Remove from group ${edit.group}`
    case 'rename':
      return 'Rename'
    case 'retype':
      return `Change type to ${edit.type}`
    case 'delete':
      return 'Delete'
    default:
      return assertNever(edit)
  }
}

function apply(editor: SceneEditor, id: NodeId, edit: BatchEdit, describeFile: DescribeFile): string[] {
  const { scene } = editor.document
  const node = scene.nodes.get(id)
  // A parent that an edit deleted took it along.
  if (node === undefined) return []
  const path = nodePath(scene, id)
  const change = (what: string, before: string, after: string) => [`${path}: ${what} ${before} → ${after}`]
  try {
    switch (edit.kind) {
      case 'set': {
        const before = node.properties.get(edit.property)
        if ((before ?? null) === edit.value) return []
        setProperty(editor, [id], edit.property, valueToSet(editor, edit.value, describeFile))
        return change(edit.property, before ?? 'default', edit.value ?? 'default')
      }
      case 'replace': {
        if (node.properties.get(edit.property) !== edit.from || edit.from === edit.to) return []
        setProperty(editor, [id], edit.property, valueToSet(editor, edit.to, describeFile))
        return change(edit.property, edit.from, edit.to)
      }
      case 'add-group':
        if (node.groups.includes(edit.group)) return []
        addGroup(editor, [id], edit.group)
        return [`${path}: + group ${edit.group}`]
      case 'remove-group':
        if (!node.groups.includes(edit.group)) return []
        removeGroup(editor, [id], edit.group)
        return [`${path}: − group ${edit.group}`]
      case 'rename': {
        const name = edit.from === '' ? edit.to : node.name.replaceAll(edit.from, edit.to)
        if (name === node.name) return []
        const fault = checkNodeName(name)
        if (fault !== null) throw new AppError('BAD_REQUEST', fault)
        renameNode(editor, id, name)
        return change('name', node.name, name)
      }
      case 'retype':
        if (node.type === edit.type) return []
        changeType(editor, [id], edit.type)
        return change('type', node.type ?? '', edit.type)
      case 'delete':
        deleteNodes(editor, [id])
        return [`${path}: deleted`]
      default:
        return assertNever(edit)
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, `${path}: ${error.message}`, error.data, { cause: error })
  }
}

function valueToSet(editor: SceneEditor, text: string | null, describeFile: DescribeFile): string | null {
  const path = text === null ? undefined : /^\s*Resource\(\s*"(res:\/\/[^"]+)"\s*\)\s*$/.exec(text)?.[1]
  if (path === undefined) return text
  const file = describeFile(path)
  if (file === null) throw new AppError('NOT_FOUND', `There is no ${path}.`, { path })
  return addExternalResource(editor, { path, ...file }).reference
}
