/** What the checks of one scene look at: the scene, where it lies, and the project around it. */
import { composeInstance, type InnerNode } from '../compose.ts'
import { nodePath } from '../reference.ts'
import type { NodeId, Scene, SceneResource } from '../scene.ts'
import type { Problem } from './problem.ts'
import type { ProjectView } from './project-view.ts'

export interface Checked {
  /** `res://…` */
  readonly path: string
  readonly scene: Scene
  readonly project: ProjectView
  /** What lies inside an instance; null where that scene is not at hand (an imported model, say). */
  inner(holder: NodeId): InnerNode | null
}

export function createChecked(path: string, scene: Scene, project: ProjectView): Checked {
  const known = new Map<NodeId, InnerNode | null>()
  return {
    path,
    scene,
    project,
    inner(holder) {
      const present = known.get(holder)
      if (present !== undefined) return present
      const { root } = composeInstance(scene, holder, inner => project.sceneAt(inner))
      known.set(holder, root)
      return root
    },
  }
}

/** Everything of a problem but where it is and which it is. */
export type Finding = Omit<Problem, 'id' | 'scene' | 'node' | 'nodeId' | 'property' | 'fixes'> & {
  readonly nodeId?: NodeId | null
  /** Tells problems of one kind at one place apart. */
  readonly about: string
  readonly property?: string
  readonly fixes?: Problem['fixes']
}

export function problem({ path, scene }: Checked, { about, ...finding }: Finding): Problem {
  const { kind, nodeId = null, property = null, fixes = [] } = finding
  return {
    ...finding,
    id: `${path}|${kind}|${nodeId ?? ''}|${property ?? ''}|${about}`,
    scene: path,
    node: nodeId === null ? null : nodePath(scene, nodeId),
    nodeId,
    property,
    fixes,
  }
}

/** Where a file that a scene names lies: relative paths count from the scene's folder, `::` begins an inner resource. */
export function filePathOf(checked: Pick<Checked, 'path'>, resource: Pick<SceneResource, 'path'>): string | null {
  const written = resource.path ?? ''
  const path = written.split('::')[0] ?? ''
  if (path === '' || path.startsWith('uid://')) return null
  if (/^\w+:\/\//.test(path)) return path
  const names = checked.path.slice('res://'.length).split('/').slice(0, -1)
  for (const name of path.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '.' && name !== '') names.push(name)
  }
  return `res://${names.join('/')}`
}
