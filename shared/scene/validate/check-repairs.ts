/** What Weft had to put right where edits met, and references that are gone since. VAL15 */
import { assertNever } from '../../assert-never.ts'
import type { Repair } from '../scene.ts'
import { type Checked, problem } from './context.ts'
import type { Fix, Problem } from './problem.ts'

/** The same as long as the repair is. */
export function repairKey(repair: Repair): string {
  if (repair.kind !== 'dangling') return `${repair.kind}:${repair.node}`
  const { owner } = repair
  return `dangling:${owner.kind === 'scene' ? '.' : owner.id}:${repair.property}`
}

export function checkRepairs(checked: Checked): Problem[] {
  return checked.scene.repairs.map(repair => fromRepair(checked, repair))
}

function fromRepair(checked: Checked, repair: Repair): Problem {
  const about = repairKey(repair)
  const accept = (label: string, line: string): Fix => ({
    id: 'accept',
    label,
    preview: [line],
    isSafe: false,
    edits: [{ kind: 'accept-repair', repair: about }],
  })
  switch (repair.kind) {
    case 'cycle':
      return problem(checked, {
        kind: 'repaired',
        severity: 'info',
        nodeId: repair.node,
        about,
        text: 'Moves met in a circle; the node is back where it can be reached.',
        detail: '',
        fixes: [accept('Keep it here', 'its place becomes an edit of yours')],
      })
    case 'orphan':
      return problem(checked, {
        kind: 'repaired',
        severity: 'info',
        nodeId: repair.node,
        about,
        text: 'The parent of this node is not here; it is shown under the root.',
        detail: '',
        fixes: [accept('Keep it here', 'its place becomes an edit of yours')],
      })
    case 'renamed':
      return problem(checked, {
        kind: 'repaired',
        severity: 'info',
        nodeId: repair.node,
        about,
        text: `Two nodes were named ${repair.wanted}; this one counts on.`,
        detail: repair.name,
        fixes: [accept(`Keep ${repair.name}`, `name: ${repair.wanted} → ${repair.name}`)],
      })
    case 'recovered':
      return problem(checked, {
        kind: 'recovered',
        severity: 'warning',
        about,
        text: `${repair.name} was deleted while others worked on it.`,
        detail: repair.changes === 1 ? '1 change' : `${repair.changes} changes`,
        fixes: [
          {
            id: 'restore',
            label: 'Restore it',
            preview: [`${repair.name} comes back with the changes`],
            isSafe: false,
            edits: [{ kind: 'restore', repair: about }],
          },
        ],
      })
    case 'dangling':
      return problem(checked, {
        kind: 'dangling-path',
        severity: 'warning',
        nodeId: repair.owner.kind === 'node' ? repair.owner.id : null,
        property: repair.property,
        about,
        text: `${repair.property} leads to what is gone.`,
        detail: repair.text,
        fixes: [accept('Clear it', `${repair.property}: ${repair.text} → default`)],
      })
    default:
      return assertNever(repair)
  }
}
