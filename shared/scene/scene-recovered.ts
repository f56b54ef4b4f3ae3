/**
 * Work under deleted nodes that whoever deleted them had not seen.
 *
 * A delete leaves a note with the clocks its author had seen. Claims below the deleted node that lie beyond those
 * clocks are somebody's unseen work; what was moved in is, too. It is listed, and one click restores it.
 */
import type { Registers } from '../registers/registers.ts'
import { type ResolvedTree, TRASH } from '../tree/resolve-tree.ts'
import { registerKey } from './register-key.ts'
import type { NodeId, Repair } from './scene.ts'
import { readTrashNote, type TrashNote } from './trash-note.ts'

interface RecoveredInput {
  readonly tree: ResolvedTree
  /** Registers by owner (`n/<id>`). */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
  readonly registers: Registers
  readonly names: ReadonlyMap<string, string>
  readonly root: string | null
}

export function findRecovered(input: RecoveredInput): Repair[] {
  const found: Repair[] = []
  for (const top of input.tree.children.get(TRASH) ?? []) {
    const notes = input.registers.claims(registerKey.trash(top)).flatMap(claim => readTrashNote(claim.value) ?? [])
    const [note] = notes
    if (note === undefined || note.isSettled) continue
    const work = unseenWork(top, input, seenByAny(notes))
    for (const [node, { writers, changes }] of work) {
      found.push({
        kind: 'recovered',
        node: node as NodeId,
        name: input.names.get(node) ?? '',
        deletedTop: top as NodeId,
        deletedBy: note.writer,
        workBy: [...writers].sort(),
        changes,
        where: (input.tree.edges.get(node)?.parent ?? null) as NodeId | null,
      })
    }
  }
  return found
}

/** Of two who deleted one node, what either had seen went knowingly. */
function seenByAny(notes: readonly TrashNote[]): ReadonlyMap<number, number> {
  const seen = new Map<number, number>()
  for (const { clocks } of notes) {
    for (const [client, clock] of clocks) seen.set(client, Math.max(clock, seen.get(client) ?? 0))
  }
  return seen
}

function unseenWork(
  top: string,
  input: RecoveredInput,
  clocks: ReadonlyMap<number, number>,
): Map<string, { writers: Set<string>; changes: number }> {
  const work = new Map<string, { writers: Set<string>; changes: number }>()
  const stack = [top]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const register of input.owners.get(`n/${id}`) ?? []) {
      if (register === registerKey.trash(id) || (id === top && register === registerKey.edge(id))) continue
      for (const claim of input.registers.claims(register)) {
        if (input.registers.isSeenBy(register, claim.writer, clocks)) continue
        const entry = work.get(id) ?? { writers: new Set<string>(), changes: 0 }
        entry.writers.add(claim.writer)
        entry.changes += 1
        work.set(id, entry)
      }
    }
    stack.push(...(input.tree.children.get(id) ?? []))
  }
  return work
}
