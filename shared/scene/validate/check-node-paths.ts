/** NodePaths of properties and of animation tracks that lead to no node. VAL6, VAL7 */
import { animationContexts } from '../animation-context.ts'
import { findLiterals } from '../codec/variant.ts'
import { nodePath, resourceByReference, viewOf } from '../reference.ts'
import type { NodeId, ResourceId, Scene } from '../scene.ts'
import { type Checked, problem } from './context.ts'
import { followPath } from './follow-path.ts'
import type { Fix, Problem } from './problem.ts'

/** Relative to something that only Godot knows at run time, or of no meaning to it. */
const OTHER_BASE = /^(?:root_motion_track$|metadata\/|_import_path$|_edit)/

export function checkNodePaths(checked: Checked): Problem[] {
  return [...propertyPaths(checked), ...trackPaths(checked)]
}

function propertyPaths(checked: Checked): Problem[] {
  const found: Problem[] = []
  for (const node of checked.scene.nodes.values()) {
    for (const [property, text] of node.properties) {
      if (!text.includes('NodePath(') || OTHER_BASE.test(property)) continue
      for (const { argument, start, end } of findLiterals(text, ['NodePath'])) {
        if (followPath(checked, node.id, argument) !== 'nowhere') continue
        const isWhole = start === 0 && end === text.length
        found.push(
          problem(checked, {
            kind: 'dangling-path',
            severity: 'warning',
            nodeId: node.id,
            property,
            about: argument,
            text: `${property} leads nowhere.`,
            detail: argument,
            fixes: isWhole ? pathFixes(checked, node.id, property, argument) : [],
          }),
        )
      }
    }
  }
  return found
}

/** A node of the same name elsewhere in the scene, if it is the only one; and clearing. */
function pathFixes(checked: Checked, node: NodeId, property: string, argument: string): Fix[] {
  const { scene } = checked
  const name = argument.split(':')[0]?.split('/').at(-1)?.replace('%', '') ?? ''
  const namesakes = [...scene.nodes.values()].filter(other => other.name === name)
  const fixes: Fix[] = []
  const [only] = namesakes
  if (only !== undefined && namesakes.length === 1) {
    const path = relative(scene, node, only.id) + argument.slice(argument.split(':')[0]?.length ?? 0)
    fixes.push({
      id: `repath:${path}`,
      label: `Use ${nodePath(scene, only.id)}`,
      preview: [`${property}: ${argument} → ${path}`],
      isSafe: false,
      edits: [{ kind: 'set', node, property, value: `NodePath(${JSON.stringify(path)})` }],
    })
  }
  fixes.push({
    id: 'clear',
    label: 'Clear it',
    preview: [`${property}: ${argument} → default`],
    isSafe: false,
    edits: [{ kind: 'set', node, property, value: null }],
  })
  return fixes
}

function relative(scene: Scene, from: NodeId, to: NodeId): string {
  const start = viewOf(scene).segments(from) ?? []
  const end = viewOf(scene).segments(to) ?? []
  let shared = 0
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared += 1
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/') || '.'
}

/** Tracks of the animations that a player of this scene holds. */
function trackPaths(checked: Checked): Problem[] {
  const { scene } = checked
  const found: Problem[] = []
  for (const [resource, root] of contextsOf(scene)) {
    const animation = scene.resources.get(resource as ResourceId)
    if (animation?.type !== 'Animation') continue
    const title = animation.properties.get('resource_name') ?? animation.localId
    for (const [property, text] of animation.properties) {
      if (!/^tracks\/\d+\/path$/.test(property)) continue
      const path = findLiterals(text, ['NodePath'])[0]?.argument
      if (path === undefined || followPath(checked, root as NodeId, path) !== 'nowhere') continue
      found.push(
        problem(checked, {
          kind: 'dangling-track',
          severity: 'warning',
          nodeId: root as NodeId,
          about: `${animation.id} ${property}`,
          text: `A track of ${title.replaceAll('"', '')} leads nowhere.`,
          detail: path,
        }),
      )
    }
  }
  return found
}

function contextsOf(scene: Scene): ReadonlyMap<string, string> {
  return animationContexts(scene.nodes.values(), id => scene.resources.get(id as ResourceId)?.properties ?? new Map(), {
    tree: viewOf(scene),
    format: scene.format,
    resourceByLocalId: (kind, localId) =>
      resourceByReference(scene, `${kind === 'external' ? 'ExtResource' : 'SubResource'}(${JSON.stringify(localId)})`)
        ?.id,
    localId: id => scene.resources.get(id as ResourceId)?.localId,
  })
}
