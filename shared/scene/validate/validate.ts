/**
 * Everything that is amiss in a scene or resource file, with what can be done. Pure: the project around it is given.
 *
 *     validateScene('res://levels/harbor.tscn', scene, projectView(index))
 */
import type { CodecFault } from '../codec/fault.ts'
import type { Scene } from '../scene.ts'
import { checkConnections } from './check-connections.ts'
import { checkNodePaths } from './check-node-paths.ts'
import { checkRepairs } from './check-repairs.ts'
import { checkResources } from './check-resources.ts'
import { checkStructure } from './check-structure.ts'
import { checkTypes } from './check-types.ts'
import { createChecked } from './context.ts'
import type { Problem, Severity } from './problem.ts'
import type { ProjectView } from './project-view.ts'

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** The gravest first, otherwise in the order of the checks. */
export function validateScene(path: string, scene: Scene, project: ProjectView): Problem[] {
  const checked = createChecked(path, scene, project)
  const repairs = checkRepairs(checked)
  const told = new Set(repairs.map(({ nodeId, property }) => `${nodeId} ${property}`))
  const found = [
    ...checkResources(checked),
    ...checkTypes(checked),
    // What a repair says already is not said twice.
    ...checkNodePaths(checked).filter(
      ({ nodeId, property }) => property === null || !told.has(`${nodeId} ${property}`),
    ),
    ...checkConnections(checked),
    ...checkStructure(checked),
    ...repairs,
  ]
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

/** A file that cannot be read at all. VAL16 */
export function unreadable(path: string, fault: Pick<CodecFault, 'reason' | 'line'>): Problem {
  return {
    id: `${path}|unreadable|||`,
    kind: 'unreadable',
    severity: 'error',
    scene: path,
    node: null,
    nodeId: null,
    property: null,
    text: `The file cannot be read: ${fault.reason}.`,
    detail: `line ${fault.line}`,
    fixes: [],
  }
}
