/** Connections to nodes that are not there, and to methods that no script of the node has. VAL8, VAL9 */
import type { ScriptFacts } from '../../godot/script-facts.ts'
import { targetPath } from '../export.ts'
import { scriptOf } from '../query/facts.ts'
import type { NodeId, NodeTarget, Scene, SceneConnection } from '../scene.ts'
import { type Checked, problem } from './context.ts'
import { followPath } from './follow-path.ts'
import type { Fix, Problem } from './problem.ts'

const DEPTH = 16

export function checkConnections(checked: Checked): Problem[] {
  return [...checked.scene.connections.values()].flatMap(connection => checkOne(checked, connection))
}

function checkOne(checked: Checked, connection: SceneConnection): Problem[] {
  const { scene } = checked
  const { from, to, signal, method, id } = connection
  const detail = `${targetPath(scene, from)} ${signal} → ${targetPath(scene, to)} ${method}`
  const missing = [from, to].find(end => !isThere(checked, end))
  const remove: Fix = {
    id: 'disconnect',
    label: 'Remove the connection',
    preview: [`remove ${detail}`],
    isSafe: missing !== undefined,
    edits: [{ kind: 'disconnect', connection: id }],
  }
  const place = { nodeId: from.node ?? to.node, about: id, detail, fixes: [remove] }
  if (missing !== undefined) {
    return [
      problem(checked, {
        ...place,
        kind: 'dangling-connection',
        severity: 'error',
        text: `Signal ${signal} ${missing === from ? 'comes from' : 'leads to'} a missing node.`,
      }),
    ]
  }
  if (to.node === null || to.rest !== '' || !isMissingMethod(checked, to.node, method)) return []
  return [
    problem(checked, {
      ...place,
      kind: 'missing-method',
      severity: 'warning',
      text: `No script of the node has ${method}.`,
    }),
  ]
}

function isThere(checked: Checked, end: NodeTarget): boolean {
  const { root } = checked.scene
  if (root === null) return true
  if (end.node !== null && end.rest === '') return true
  return followPath(checked, root, targetPath(checked.scene, end)) !== 'nowhere'
}

/**
 * Only names that begin with `_` are judged: those are a script's own, others may be the engine's. A node whose script
 * cannot be read, or that is an instance of what cannot be read, is given the benefit of the doubt.
 */
function isMissingMethod(checked: Checked, node: NodeId, method: string): boolean {
  if (!method.startsWith('_')) return false
  const script = scriptBelow(checked, checked.scene, node, 0)
  return script !== undefined && (script === null || !hasMethod(checked, script, method))
}

/** Path of the script that runs on a node, its own or that of the scene it comes from; undefined where it is unknown. */
function scriptBelow(checked: Checked, scene: Scene, id: NodeId, depth: number): string | null | undefined {
  const node = scene.nodes.get(id)
  if (node === undefined || node.isOverride || depth > DEPTH || node.fields.has('instance_placeholder'))
    return undefined
  const own = scriptOf(scene, node)
  if (own !== null) return checked.project.scriptAt(own) === undefined ? undefined : own
  if (node.properties.has('script') && node.properties.get('script') !== 'null') return undefined
  if (node.instance === null) return null
  const path = scene.resources.get(node.instance)?.path
  const inner = path == null ? undefined : checked.project.sceneAt(path)
  return inner?.root == null ? undefined : scriptBelow(checked, inner, inner.root, depth + 1)
}

/** Also true where a base of the script cannot be read. */
function hasMethod(checked: Checked, path: string, method: string): boolean {
  let at: string | undefined = path
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const script: ScriptFacts | undefined = at === undefined ? undefined : checked.project.scriptAt(at)
    if (script === undefined || script.methods.has(method)) return true
    const { base }: ScriptFacts = script
    if (base === null || checked.project.classes.exists(base)) return false
    at = base.startsWith('res://') ? base : checked.project.scriptOfClass(base)
  }
  return true
}
