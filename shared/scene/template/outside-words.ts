/** What could not come along into a template, one line each. */
import { assertNever } from '../../assert-never.ts'
import { nodePath } from '../reference.ts'
import type { Scene } from '../scene.ts'
import type { OutsideReference } from './outside-references.ts'

/** `Enemies/Crab: target → Player:position` */
export function outsideLine(scene: Scene, reference: OutsideReference): string {
  switch (reference.kind) {
    case 'node-path':
      return `${nodePath(scene, reference.node)}: ${reference.property} → ${reference.to}`
    case 'connection':
      return `${reference.from} ${reference.signal} → ${reference.to} ${reference.method}`
    case 'animation':
      return `${reference.type}: ${reference.property} → ${reference.to}`
    default:
      return assertNever(reference)
  }
}
