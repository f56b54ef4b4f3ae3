/**
 * Work under deleted nodes that whoever deleted them had not seen.
 *
 * A delete leaves a note with the clocks its author had seen. Claims below the deleted node that lie beyond those
 * clocks are somebody's unseen work; what was moved in is, too, and so is what was done to a resource that only deleted
 * nodes use. It is listed, and one click restores it.
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
  /** What a node leads to, in the trash too. */
  resourcesOf(node: string): Iterable<string>
  /** Whether what is not deleted leads to it. */
  isUsed(resource: string): boolean
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
  const note = (node: string, writers: readonly string[]) => {
    if (writers.length === 0) return
    const entry = work.get(node) ?? { writers: new Set<string>(), changes: 0 }
    for (const writer of writers) entry.writers.add(writer)
    entry.changes += writers.length
    work.set(node, entry)
  }
  const looked = new Set<string>()
  const stack = [top]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const own = [registerKey.trash(id), ...(id === top ? [registerKey.edge(id)] : [])]
    note(id, unseenWriters(`n/${id}`, own, input, clocks))
    for (const resource of input.resourcesOf(id)) {
      if (looked.has(resource)) continue
      looked.add(resource)
      const writers = unseenWriters(`r/${resource}`, [], input, clocks)
      if (writers.length > 0 && !input.isUsed(resource)) note(id, writers)
    }
    stack.push(...(input.tree.children.get(id) ?? []))
  }
  return work
}

/** One for each claim. `except`: registers that say where the owner is, and not what it is. */
function unseenWriters(
  owner: string,
  except: readonly string[],
  { owners, registers }: RecoveredInput,
  clocks: ReadonlyMap<number, number>,
): string[] {
  return [...(owners.get(owner) ?? [])]
    .filter(register => !except.includes(register))
    .flatMap(register =>
      registers.claims(register).flatMap(({ writer }) => (registers.isSeenBy(register, writer, clocks) ? [] : writer)),
    )
}
