/** Names, circles and size of a scene, and where its file lies. VAL10–VAL14 */
import { SCENE_NODES_MANY } from '../../limits.ts'
import { INSIDE_FIELD } from '../file-model.ts'
import { headerUid } from '../query/facts.ts'
import type { SceneNode } from '../scene.ts'
import { countUp } from '../sibling-names.ts'
import { type Checked, filePathOf, problem } from './context.ts'
import type { Problem } from './problem.ts'

export function checkStructure(checked: Checked): Problem[] {
  return [
    ...duplicateNames(checked),
    ...cyclicInstances(checked),
    ...manyNodes(checked),
    ...awkwardPath(checked),
    ...duplicateUid(checked),
  ]
}

function duplicateNames(checked: Checked): Problem[] {
  const { scene } = checked
  const found: Problem[] = []
  for (const parent of scene.nodes.values()) {
    const seen = new Set<string>()
    const names = new Set(parent.children.map(id => scene.nodes.get(id)?.name ?? ''))
    for (const id of parent.children) {
      const child = scene.nodes.get(id)
      if (child === undefined) continue
      const key = `${child.fields.get(INSIDE_FIELD) ?? ''}/${child.name}`
      if (!seen.has(key)) seen.add(key)
      else found.push(duplicate(checked, child, names))
    }
  }
  return found
}

function duplicate(checked: Checked, node: SceneNode, taken: ReadonlySet<string>): Problem {
  let free = node.name
  for (let n = 2; taken.has(free); n += 1) free = countUp(node.name, n)
  return problem(checked, {
    kind: 'duplicate-name',
    severity: 'error',
    nodeId: node.id,
    about: '',
    text: `Two nodes side by side are named ${node.name}: paths lead to the first only.`,
    detail: node.name,
    fixes: node.isOverride
      ? []
      : [
          {
            id: `rename:${free}`,
            label: `Rename to ${free}`,
            preview: [`name: ${node.name} → ${free}`],
            isSafe: true,
            edits: [{ kind: 'rename', node: node.id, name: free }],
          },
        ],
  })
}

function cyclicInstances(checked: Checked): Problem[] {
  const { scene, project, path } = checked
  const way = project.cycleOf(path)
  if (way === null) return []
  const found: Problem[] = []
  for (const node of scene.nodes.values()) {
    const resource = node.instance === null ? undefined : scene.resources.get(node.instance)
    const byUid = resource?.uid == null ? null : project.pathOfUid(resource.uid)
    const file = byUid ?? (resource === undefined ? null : filePathOf(checked, resource))
    if (file === null || (file !== path && project.cycleOf(file)?.includes(path) !== true)) continue
    found.push(
      problem(checked, {
        kind: 'cyclic-instance',
        severity: 'error',
        nodeId: node.id,
        about: file,
        text: 'The scene is part of itself: Godot cannot load it.',
        detail: [...way, path].map(each => each.slice('res://'.length)).join(' → '),
        fixes:
          node.id === scene.root
            ? []
            : [
                {
                  id: 'delete',
                  label: 'Delete the instance',
                  preview: [`delete ${node.name}`],
                  isSafe: false,
                  edits: [{ kind: 'delete', node: node.id }],
                },
              ],
      }),
    )
  }
  return found
}

function manyNodes(checked: Checked): Problem[] {
  const { size } = checked.scene.nodes
  if (size <= SCENE_NODES_MANY) return []
  return [
    problem(checked, {
      kind: 'many-nodes',
      severity: 'info',
      about: '',
      text: `The scene has more than ${SCENE_NODES_MANY.toLocaleString('en')} nodes: parts of it could be scenes of their own.`,
      detail: `${size.toLocaleString('en')} nodes`,
    }),
  ]
}

function awkwardPath(checked: Checked): Problem[] {
  const inner = checked.path.slice('res://'.length)
  const what = /\s/.test(inner)
    ? 'blanks'
    : /[<>:"|?*\\]/.test(inner)
      ? 'characters that Windows refuses'
      : /(?:^|\/)[^/]*[. ](?:\/|$)/.test(inner)
        ? 'a name that ends in a dot or blank'
        : null
  if (what === null) return []
  return [
    problem(checked, {
      kind: 'awkward-path',
      severity: 'info',
      about: '',
      text: `The path has ${what}, which trips tools and scripts.`,
      detail: inner,
    }),
  ]
}

function duplicateUid(checked: Checked): Problem[] {
  const uid = headerUid(checked.scene)
  if (uid === null) return []
  const files = checked.project.filesWithUid(uid)
  if (files.length < 2) return []
  const others = files.filter(file => file !== checked.path)
  return [
    problem(checked, {
      kind: 'duplicate-uid',
      severity: 'warning',
      about: uid,
      text: 'Another file has the same uid: references by uid may lead to either.',
      detail: `${uid} is also ${others.join(', ')}`,
    }),
  ]
}
