/** What met or was repaired in one scene, as a list for people. Pure; `choose-item.ts` acts on it. */
import { assertNever } from '../../shared/assert-never.ts'
import type { ReviewItem } from '../../shared/contract/data.ts'
import type { Person, SceneDocument } from '../../shared/scene/document.ts'
import { nodePath } from '../../shared/scene/reference.ts'
import type { Claim, Contested, NodeId, RegisterOwner, Repair, Scene } from '../../shared/scene/scene.ts'

export interface ReviewedScene {
  /** Document id. */
  readonly document: string
  /** `res://…` */
  readonly file: string
  readonly scene: SceneDocument
}

/** A repair by what it is about: stays the same while the repair does. */
export function repairId(document: string, repair: Repair): string {
  const about = repair.kind === 'dangling' ? `${ownerId(repair.owner)}/${repair.property}` : repair.node
  return `${document}|repair|${repair.kind}|${about}`
}

export function contestedId(document: string, contested: Contested): string {
  return `${document}|value|${contested.register}`
}

export function sceneItems({ document, file, scene: source }: ReviewedScene): ReviewItem[] {
  const { scene, people } = source
  return [
    ...scene.contested.map(contested => contestedItem(document, file, contested, scene, people)),
    ...scene.repairs.map(repair => repairItem(document, file, repair, scene, people)),
  ]
}

type People = ReadonlyMap<string, Person>

function contestedItem(document: string, file: string, contested: Contested, scene: Scene, people: People): ReviewItem {
  const { owner, label, chosen, others } = contested
  const names = [chosen, ...others].map(claim => people.get(claim.writer)?.name ?? 'somebody')
  return {
    id: contestedId(document, contested),
    file,
    document,
    kind: 'value',
    node: ownerName(owner, scene),
    nodeId: owner.kind === 'node' ? owner.id : null,
    property: label,
    text: `${new Set(names).size > 1 ? listed(names) : 'Several people'} set ${label} without knowing of each other.`,
    choices: [chosen, ...others].map((claim, index) => claimChoice(claim, index === 0, people)),
  }
}

function claimChoice({ writer, text }: Claim, inUse: boolean, people: People): ReviewItem['choices'][number] {
  const person = people.get(writer)
  return {
    id: writer,
    label: person?.name ?? 'Somebody',
    detail: text ?? 'Not there',
    inUse,
    author: person === undefined ? null : { name: person.name, color: person.color },
  }
}

function repairItem(document: string, file: string, repair: Repair, scene: Scene, people: People): ReviewItem {
  const base = { id: repairId(document, repair), file, document, property: null }
  const path = (node: NodeId) => (scene.nodes.has(node) ? nodePath(scene, node) : '')
  const keep = (label: string, detail: string) => ({ id: 'keep', label, detail, inUse: true, author: null })
  switch (repair.kind) {
    case 'cycle':
      return {
        ...base,
        kind: 'cycle',
        node: path(repair.node),
        nodeId: repair.node,
        text: 'Two moves met in a circle. The node is back where it was reachable.',
        choices: [keep('Keep it here', path(repair.node))],
      }
    case 'orphan':
      return {
        ...base,
        kind: 'orphan',
        node: path(repair.node),
        nodeId: repair.node,
        text: 'The parent of this node is not here. It is shown under the root.',
        choices: [keep('Keep it here', path(repair.node))],
      }
    case 'renamed':
      return {
        ...base,
        kind: 'renamed',
        node: path(repair.node),
        nodeId: repair.node,
        text: `Two nodes beside each other were named ${repair.wanted}. This one is shown as ${repair.name}.`,
        choices: [keep(`Keep ${repair.name}`, path(repair.node))],
      }
    case 'recovered': {
      const by = listed(repair.workBy.map(writer => people.get(writer)?.name ?? 'somebody'))
      const deletedBy = people.get(repair.deletedBy)?.name ?? 'Somebody'
      return {
        ...base,
        kind: 'recovered',
        node: repair.name,
        nodeId: repair.node,
        text: `${deletedBy} deleted ${repair.name} without seeing ${repair.changes} changes by ${by}.`,
        choices: [
          keep('Leave it deleted', ''),
          { id: 'restore', label: 'Restore', detail: `${repair.name} with the changes`, inUse: false, author: null },
          ...(repair.deletedTop === repair.node
            ? []
            : [
                {
                  id: 'restore-all',
                  label: 'Restore all',
                  detail: 'What was deleted with it, too',
                  inUse: false,
                  author: null,
                },
              ]),
        ],
      }
    }
    case 'dangling':
      return {
        ...base,
        kind: 'dangling',
        node: ownerName(repair.owner, scene),
        nodeId: repair.owner.kind === 'node' ? repair.owner.id : null,
        property: repair.property,
        text: `${repair.property} leads to a node that is gone.`,
        choices: [{ id: 'keep', label: 'Clear it', detail: repair.text, inUse: false, author: null }],
      }
    default:
      return assertNever(repair)
  }
}

function ownerName(owner: RegisterOwner, scene: Scene): string {
  switch (owner.kind) {
    case 'node':
      return scene.nodes.has(owner.id) ? nodePath(scene, owner.id) : ''
    case 'resource':
      return scene.resources.get(owner.id)?.localId ?? ''
    case 'connection':
      return scene.connections.get(owner.id)?.signal ?? ''
    case 'scene':
      return '.'
    default:
      return assertNever(owner)
  }
}

function ownerId(owner: RegisterOwner): string {
  return owner.kind === 'scene' ? '.' : owner.id
}

/** `Ines, Tomas and somebody`, each once. */
function listed(names: readonly string[]): string {
  const once = [...new Set(names)]
  const last = once.pop() ?? 'somebody'
  return once.length === 0 ? last : `${once.join(', ')} and ${last}`
}
