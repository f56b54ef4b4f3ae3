/** What is amiss in a scene, each with what can be done. Pure but for the editor that an action uses. */
import { acceptRepair, disconnectSignal, restoreRecovered } from '../../../shared/scene/commands.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId, NodeTarget, Repair, Scene } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'

export interface Problem {
  readonly key: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly text: string
  /** Where: `Pier/Sign:texture`. */
  readonly place: string
  readonly detail: string
  readonly node: NodeId | null
  readonly action: { readonly label: string; readonly run: () => void } | null
}

export function findProblems(session: SceneSession, scene: Scene): Problem[] {
  return [
    ...scene.repairs.map((repair, index) => fromRepair(session, scene, repair, index)),
    ...missingInstances(session, scene),
    ...deadSignals(session, scene),
  ]
}

function fromRepair(session: SceneSession, scene: Scene, repair: Repair, index: number): Problem {
  const key = `${session.path}#${repair.kind}:${index}`
  const accept = session.canWrite
    ? { label: words.problems.accept, run: () => acceptRepair(session.editor, repair) }
    : null
  switch (repair.kind) {
    case 'cycle':
      return {
        key,
        severity: 'info',
        text: words.problems.cycle,
        place: pathOf(scene, repair.node),
        detail: '',
        node: repair.node,
        action: accept,
      }
    case 'orphan':
      return {
        key,
        severity: 'info',
        text: words.problems.orphan,
        place: pathOf(scene, repair.node),
        detail: '',
        node: repair.node,
        action: accept,
      }
    case 'renamed':
      return {
        key,
        severity: 'info',
        text: words.problems.renamed(repair.wanted),
        place: pathOf(scene, repair.node),
        detail: '',
        node: repair.node,
        action: accept,
      }
    case 'recovered':
      return {
        key,
        severity: 'warning',
        text: words.problems.recovered,
        place: repair.name,
        detail: words.many(repair.changes, 'change'),
        node: null,
        action: session.canWrite
          ? { label: words.problems.restore, run: () => restoreRecovered(session.editor, repair.node, repair.where) }
          : null,
      }
    case 'dangling': {
      const node = repair.owner.kind === 'node' ? repair.owner.id : null
      const place = node === null ? repair.property : `${pathOf(scene, node)}:${repair.property}`
      const action = accept === null ? null : { ...accept, label: words.problems.clear }
      return { key, severity: 'warning', text: words.problems.dangling, place, detail: repair.text, node, action }
    }
  }
}

function missingInstances(session: SceneSession, scene: Scene): Problem[] {
  return [...scene.nodes.values()].flatMap(node => {
    const resource = node.instance === null ? undefined : scene.resources.get(node.instance)
    if (node.instance === null || resource?.path != null) return []
    return [
      {
        key: `${session.path}#missing:${node.id}`,
        severity: 'error' as const,
        text: words.problems.missing,
        place: pathOf(scene, node.id),
        detail: resource?.uid ?? '',
        node: node.id,
        action: null,
      },
    ]
  })
}

function deadSignals(session: SceneSession, scene: Scene): Problem[] {
  return [...scene.connections.values()].flatMap(connection => {
    if (connection.from.node !== null && connection.to.node !== null) return []
    const action = session.canWrite
      ? { label: words.problems.disconnect, run: () => disconnectSignal(session.editor, connection.id) }
      : null
    return [
      {
        key: `${session.path}#signal:${connection.id}`,
        severity: 'warning' as const,
        text: words.problems.signal,
        place: targetPath(scene, connection.from),
        detail: `${connection.signal} → ${targetPath(scene, connection.to)} ${connection.method}`,
        node: connection.from.node ?? connection.to.node,
        action,
      },
    ]
  })
}

function pathOf(scene: Scene, node: NodeId): string {
  return scene.nodes.has(node) ? nodePath(scene, node) : ''
}

function targetPath(scene: Scene, target: NodeTarget): string {
  if (target.node === null) return target.rest
  const path = pathOf(scene, target.node)
  return target.rest === '' ? path : `${path}/${target.rest}`
}
