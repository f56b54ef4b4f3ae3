/** Classes that Godot does not have. VAL5 */
import { nearest } from '../../nearest.ts'
import { type Checked, problem } from './context.ts'
import type { Fix, Problem } from './problem.ts'

/** Files before Godot 4 name its classes otherwise; Godot converts them. */
const GODOT_4_FORMAT = 3

export function checkTypes(checked: Checked): Problem[] {
  const { scene, project } = checked
  const { classes } = project
  if (scene.format < GODOT_4_FORMAT || project.hasExtensions) return []
  const found: Problem[] = []
  for (const node of scene.nodes.values()) {
    if (node.type === null || classes.exists(node.type)) continue
    const base = scriptClassBase(checked, node.type)
    const guess = base ?? nearest(node.type, classes.nodeTypes())
    const fixes: Fix[] =
      guess === null
        ? []
        : [
            {
              id: `retype:${guess}`,
              label: `Change to ${guess}`,
              preview: [`type: ${node.type} → ${guess}`],
              isSafe: base !== null,
              edits: [{ kind: 'retype', node: node.id, type: guess }],
            },
          ]
    found.push(
      problem(checked, {
        kind: 'unknown-type',
        severity: project.isNewer ? 'info' : 'error',
        nodeId: node.id,
        about: node.type,
        text: project.isNewer
          ? newer(checked, node.type)
          : `Godot has no class ${node.type}: the node loads as an empty placeholder.`,
        detail: node.type,
        fixes: project.isNewer ? [] : fixes,
      }),
    )
  }
  for (const { kind, type, localId } of scene.resources.values()) {
    if (kind === 'external' || classes.exists(type)) continue
    found.push(
      problem(checked, {
        kind: 'unknown-type',
        severity: project.isNewer ? 'info' : 'error',
        about: localId,
        text: project.isNewer
          ? newer(checked, type)
          : `Godot has no class ${type}: the resource is lost when the scene loads.`,
        detail: `${type} ${localId}`,
      }),
    )
  }
  return found
}

function newer({ project }: Checked, type: string): string {
  const [major = '', minor = ''] = project.classes.version.split('.')
  return `Godot ${major}.${minor} has no class ${type}; the project is of a newer one.`
}

/** The engine class below a script's class, which a file must name in its place. */
function scriptClassBase({ project }: Checked, type: string): string | null {
  let at: string | null = type
  for (let depth = 0; depth < 16 && at !== null; depth += 1) {
    if (project.classes.exists(at)) return at
    const path: string | undefined = at.startsWith('res://') ? at : project.scriptOfClass(at)
    at = path === undefined ? null : (project.scriptAt(path)?.base ?? null)
  }
  return null
}
