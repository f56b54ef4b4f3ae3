/** Nodes that came, went, or stand elsewhere. What a node says is in register-changes.ts. */
import { fieldString, fieldText } from '../codec/scene-text.ts'
import { type FileModel, INSIDE_FIELD } from '../file-model.ts'
import type { ModelDifference } from '../intake/diff-models.ts'
import { parentOf } from '../intake/moved-nodes.ts'
import { registerKey } from '../register-key.ts'
import type { SceneChange } from './scene-change.ts'

/** A node that came or went as a whole. */
export function presenceId(node: string): string {
  return `n/${node}`
}

export function listNodeChanges(from: FileModel, to: FileModel, difference: ModelDifference): SceneChange[] {
  const gone = [...from.nodes.keys()].filter(id => !to.nodes.has(id))
  return [
    ...difference.added.map(id => presence(id, 'node-added', to)),
    ...gone.map(id => presence(id, 'node-removed', from)),
    ...[...new Set([...difference.moved, ...movedInside(from, difference)])].map(id => place(id, from, to)),
    ...reindexed(from, to, difference),
  ]
}

function presence(id: string, kind: 'node-added' | 'node-removed', model: FileModel): SceneChange {
  const type = typeOf(model, id)
  return {
    id: presenceId(id),
    kind,
    node: pathOf(model, id),
    owner: { kind: 'node', id },
    property: null,
    from: kind === 'node-added' ? null : type,
    to: kind === 'node-added' ? type : null,
    parts: null,
  }
}

/** Inside an instance a node can hang elsewhere while the file's own tree stays as it is. */
function movedInside(from: FileModel, difference: ModelDifference): string[] {
  const found: string[] = []
  for (const { register } of difference.registers) {
    if (!register.endsWith(`/f/${INSIDE_FIELD}`)) continue
    const id = register.slice(2, register.indexOf('/', 2))
    if (from.nodes.has(id)) found.push(id)
  }
  return found
}

function place(id: string, from: FileModel, to: FileModel): SceneChange {
  const before = from.nodes.get(id)
  const after = to.nodes.get(id)
  const isElsewhere = parentOf(from, id) !== parentOf(to, id) || before?.inside !== after?.inside
  return {
    id: registerKey.edge(id),
    kind: isElsewhere ? 'node-moved' : 'node-reordered',
    node: pathOf(to, id),
    owner: { kind: 'node', id },
    property: null,
    from: isElsewhere ? pathOf(from, id) : String(before?.index ?? 0),
    to: isElsewhere ? pathOf(to, id) : String(after?.index ?? 0),
    parts: null,
  }
}

/**
 * DIFF3: among the nodes of an instance only `index=` tells the order. It follows the siblings in the file, so it is a
 * change of its own only where those are the same ones in the same order.
 */
function reindexed(from: FileModel, to: FileModel, difference: ModelDifference): SceneChange[] {
  const moved = new Set(difference.moved)
  return difference.registers.flatMap(({ register, from: before, to: after }): SceneChange[] => {
    if (!register.endsWith('/f/index')) return []
    const id = register.slice(2, register.indexOf('/', 2))
    const parent = parentOf(to, id) ?? ''
    const now = to.children.get(parent) ?? []
    const then = from.children.get(parent) ?? []
    const isAlone = now.length === then.length && now.every((child, i) => child === then[i] && !moved.has(child))
    if (!isAlone || !from.nodes.has(id) || typeof before !== 'string' || typeof after !== 'string') return []
    return [
      {
        id: register,
        kind: 'node-reordered',
        node: pathOf(to, id),
        owner: { kind: 'node', id },
        property: null,
        from: plainNumber(before),
        to: plainNumber(after),
        parts: null,
      },
    ]
  })
}

/** `"3"` or `3`: Godot has written both. */
function plainNumber(text: string): string {
  return text.replaceAll('"', '')
}

/** From the root, `.` for the root itself; `.` too for what is no node of this state. */
export function pathOf(model: FileModel, id: string): string {
  return model.nodes.get(id)?.path ?? '.'
}

/** Class, or the file it is an instance of, or null for an override of an inner node. */
export function typeOf(model: FileModel, id: string): string | null {
  const { file } = model.structure
  const section = file.sections[model.nodes.get(id)?.section ?? -1]
  if (section === undefined) return null
  const type = fieldString(file, section, 'type')
  if (type !== undefined) return type
  return readableReference(model, fieldText(file, section, 'instance') ?? null)
}

/** `ExtResource("1_a")` as the path it stands for; other texts as they are. */
export function readableReference(model: FileModel, text: string | null): string | null {
  const localId = text === null ? null : /^ExtResource\(\s*"?([^")\s]+)"?\s*\)$/.exec(text)?.[1]
  if (localId === null || localId === undefined) return text
  const section = model.resources.get(model.view.resourceByLocalId('external', localId) ?? '')
  return (section === undefined ? undefined : fieldString(model.structure.file, section, 'path')) ?? text
}
