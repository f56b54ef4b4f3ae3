/** What one text says otherwise than another, register by register. Places (edges) are compared by order, not by key. */
import type { RegisterValue } from '../../registers/registers.ts'
import { sameValue } from '../../registers/registers.ts'
import { longestIncreasing } from '../../tree/longest-increasing.ts'
import type { FileModel } from '../file-model.ts'
import { parseRegisterKey } from '../register-key.ts'
import { sameMeaning } from '../same-meaning.ts'
import { withoutWrittenPaths } from '../stored-text.ts'

export interface RegisterDifference {
  readonly register: string
  readonly from: RegisterValue
  readonly to: RegisterValue
}

export interface ModelDifference {
  /** Everything but places. Registers of new nodes are among them, those of removed nodes are not. */
  readonly registers: readonly RegisterDifference[]
  readonly added: readonly string[]
  /** Nodes that are gone, without those below another one. */
  readonly removed: readonly string[]
  /** Nodes in both that hang elsewhere or out of order. */
  readonly moved: readonly string[]
}

export function diffModels(base: FileModel, next: FileModel): ModelDifference {
  const registers: RegisterDifference[] = []
  const before = base.registers()
  const after = next.registers()
  const { format } = next.structure.file
  for (const [register, to] of after) {
    if (isEdge(register)) continue
    const from = before.get(register) ?? null
    if (!sameRegister(from, to, format)) registers.push({ register, from, to })
  }
  for (const [register, from] of before) {
    if (after.has(register) || isEdge(register) || isGone(register, next)) continue
    registers.push({ register, from, to: null })
  }
  const added = [...next.nodes.keys()].filter(id => !base.nodes.has(id))
  const gone = new Set([...base.nodes.keys()].filter(id => !next.nodes.has(id)))
  const removed = [...gone].filter(id => !gone.has(parentOf(base, id) ?? ''))
  return { registers, added, removed, moved: movedNodes(base, next) }
}

export function countDifferences(difference: ModelDifference): number {
  return difference.registers.length + difference.removed.length + difference.moved.length
}

/** Equal, or of one meaning: paths as written do not count, nor does layout. */
export function sameRegister(a: RegisterValue, b: RegisterValue, format: number): boolean {
  if (sameValue(a, b)) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const left = withoutWrittenPaths(a)
  const right = withoutWrittenPaths(b)
  return left === right || sameMeaning(left, right, format)
}

export function parentOf(model: FileModel, id: string): string | null {
  const node = model.nodes.get(id)
  const parent = node === undefined ? undefined : model.structure.nodes[node.parent]
  return parent === undefined ? null : (model.ids[parent.section] ?? null)
}

function isEdge(register: string): boolean {
  return register.startsWith('n/') && register.endsWith('/e')
}

/** Resources go when nothing refers to them; a deleted node takes its registers along. */
function isGone(register: string, next: FileModel): boolean {
  const key = parseRegisterKey(register)
  if (key === null || key.slot === 'whole') return false
  if (key.owner === 'node') return !next.nodes.has(key.id)
  return key.owner === 'resource' && !next.resources.has(key.id)
}

function movedNodes(base: FileModel, next: FileModel): string[] {
  const moved: string[] = []
  for (const [parent, children] of next.children) {
    const stayed: string[] = []
    for (const child of children) {
      if (!base.nodes.has(child)) continue
      if (parentOf(base, child) === parent) stayed.push(child)
      else moved.push(child)
    }
    const places = stayed.map(child => base.nodes.get(child)?.index ?? 0)
    const kept = new Set(longestIncreasing(places))
    stayed.forEach((child, i) => {
      if (!kept.has(i)) moved.push(child)
    })
  }
  return moved
}
