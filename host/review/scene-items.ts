/** What met or was repaired in one scene, as a list for people. Pure; `scene-choice.ts` acts on it. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import type { Contested, Repair } from '../../shared/scene/scene.ts'
import { contestedItem } from './contested-item.ts'
import { repairItem } from './repair-item.ts'
import type { ReviewedScene } from './reviewed-scene.ts'

/** A repair by what it is about: stays the same while the repair does. */
export function repairId(document: string, repair: Repair): string {
  const about = repair.kind === 'dangling' ? `${ownerId(repair)}/${repair.property}=${repair.text}` : repair.node
  return `${document}|repair|${repair.kind}|${about}`
}

export function contestedId(document: string, contested: Contested): string {
  return `${document}|value|${contested.register}`
}

export function sceneItems(reviewed: ReviewedScene): ReviewItem[] {
  const { document } = reviewed
  const { contested, repairs } = reviewed.scene.scene
  return [
    ...contested.map(each => contestedItem(reviewed, contestedId(document, each), each)),
    ...repairs
      .filter(repair => repair.kind !== 'dangling' || !repair.isLeft)
      .map(repair => repairItem(reviewed, repairId(document, repair), repair)),
  ]
}

function ownerId({ owner }: Extract<Repair, { kind: 'dangling' }>): string {
  return owner.kind === 'scene' ? '.' : owner.id
}
