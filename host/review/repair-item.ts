/** What was repaired so that a scene stays whole: circles, names, work under deleted nodes, paths that lead nowhere. */
import { assertNever } from '../../shared/assert-never.ts'
import type { ReviewItem } from '../../shared/contract/data.ts'
import { parseVariant } from '../../shared/scene/codec/variant.ts'
import { registerKey } from '../../shared/scene/register-key.ts'
import type { NodeId, Repair } from '../../shared/scene/scene.ts'
import { authorOf, type Choice, listed, pathIn, type ReviewedScene, typeIn } from './reviewed-scene.ts'

type RepairOf<Kind extends Repair['kind']> = Extract<Repair, { kind: Kind }>

export function repairItem(reviewed: ReviewedScene, id: string, repair: Repair): ReviewItem {
  const { document, file } = reviewed
  const base = { id, document, file }
  switch (repair.kind) {
    case 'cycle':
      return {
        ...base,
        ...placed(reviewed, repair, 'Keep it here'),
        text: 'Two moves met in a circle. The node is back where it was reachable.',
      }
    case 'orphan':
      return {
        ...base,
        ...placed(reviewed, repair, 'Keep it here'),
        text: 'The parent of this node is not here. It is shown under the root.',
      }
    case 'renamed':
      return { ...base, ...renamed(reviewed, repair) }
    case 'recovered':
      return { ...base, ...recovered(reviewed, repair) }
    case 'dangling':
      return { ...base, ...dangling(reviewed, repair) }
    default:
      return assertNever(repair)
  }
}

type Own = Omit<ReviewItem, 'id' | 'document' | 'file'>

function placed({ scene }: ReviewedScene, repair: RepairOf<'cycle' | 'orphan'>, label: string): Omit<Own, 'text'> {
  const path = pathIn(scene, repair.node)
  return {
    kind: repair.kind,
    node: path,
    nodeId: repair.node,
    nodeType: typeIn(scene, repair.node),
    property: null,
    choices: [keep(label, path)],
  }
}

function renamed({ scene }: ReviewedScene, { node, name, wanted }: RepairOf<'renamed'>): Own {
  const { nodes } = scene.scene
  const siblings = nodes.get(nodes.get(node)?.parent ?? ('' as NodeId))?.children ?? []
  const other = siblings.find(id => id !== node && nodes.get(id)?.name === wanted)
  const madeBy = (id: NodeId) => authorOf(scene.people, scene.registers.claims(registerKey.edge(id))[0]?.writer)
  const only = (id: string, label: string, of: NodeId): Choice => ({
    id,
    label,
    detail: `${wanted}, ${nodes.get(of)?.type ?? 'instance'}`,
    inUse: false,
    author: madeBy(of),
  })
  return {
    kind: 'renamed',
    node: pathIn(scene, node),
    nodeId: node,
    nodeType: typeIn(scene, node),
    property: null,
    text: `Two nodes beside each other were named ${wanted}. This one is shown as ${name}.`,
    choices: [
      keep('Keep both', `${wanted}, ${name}`),
      ...(other === undefined
        ? []
        : [only('only-other', 'Only the first', other), only('only-this', 'Only this one', node)]),
    ],
  }
}

function recovered({ scene }: ReviewedScene, repair: RepairOf<'recovered'>): Own {
  const { name, node, deletedTop, changes } = repair
  const by = listed(repair.workBy.map(writer => scene.people.get(writer)?.name ?? 'somebody'))
  const deleted = authorOf(scene.people, repair.deletedBy)
  const top = scene.resolver.nameOf(deletedTop)
  const where = repair.where === null ? '' : pathIn(scene, repair.where)
  const count = `${changes} ${changes === 1 ? 'change' : 'changes'}`
  return {
    kind: 'recovered',
    node: node === deletedTop ? name : `${top}/${name}`,
    nodeId: node,
    nodeType: null,
    property: null,
    text: `${deleted?.name ?? 'Somebody'} deleted ${top} without seeing ${count} by ${by}.`,
    choices: [
      {
        ...keep(
          'Keep deleted',
          changes === 1 ? 'Its change stays in the trash' : `Its ${changes} changes stay in the trash`,
        ),
        author: deleted,
      },
      {
        id: 'restore',
        label: `Restore ${name}`,
        detail: where === '' ? 'Under its nearest parent' : `Under ${where}`,
        inUse: false,
        author: authorOf(scene.people, repair.workBy[0]),
      },
      ...(deletedTop === node ? [] : [restoreAll(top)]),
    ],
  }
}

function restoreAll(top: string): Choice {
  return {
    id: 'restore-all',
    label: 'Restore all',
    detail: `${top}, and what went with it`,
    inUse: false,
    author: null,
  }
}

function dangling({ scene }: ReviewedScene, { owner, property, text }: RepairOf<'dangling'>): Own {
  const node = owner.kind === 'node' ? owner.id : null
  const resource = owner.kind === 'resource' ? scene.scene.resources.get(owner.id) : undefined
  const value =
    node === null ? resource?.properties.get(property) : scene.scene.nodes.get(node)?.properties.get(property)
  const parsed = value === undefined ? null : parseVariant(value)
  const isPath = parsed?.ok === true && parsed.value.type === 'NodePath'
  return {
    kind: 'dangling',
    node: node === null ? (resource?.localId ?? '') : pathIn(scene, node),
    nodeId: node,
    nodeType: node === null ? null : typeIn(scene, node),
    property,
    text: `${property} leads to a node that is gone.`,
    choices: [
      keep('Leave it as it is', isPath ? (value ?? text) : text),
      ...(isPath
        ? [
            {
              id: 'point',
              label: 'Point to',
              detail: 'Pick a node',
              inUse: false,
              author: null,
              asks: 'node' as const,
            },
            { id: 'clear', label: 'Clear it', detail: 'NodePath("")', inUse: false, author: null },
          ]
        : []),
    ],
  }
}

function keep(label: string, detail: string): Choice {
  return { id: 'keep', label, detail, inUse: true, author: null }
}
