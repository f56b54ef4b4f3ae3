/**
 * One person's hand on a scene: every gesture is one transaction and one step of undo.
 *
 * Undo is this editor's own: it writes back what its gesture replaced, computed when it is asked for, and leaves alone
 * what somebody else has changed since. (UND rules in docs/spec/scene.md.)
 */
import type { RegisterClaim, RegisterValue } from '../registers/registers.ts'
import { type SetOptions, sameValue } from '../registers/registers.ts'
import { readEdges } from '../tree/edge-value.ts'
import { PEOPLE_MAP, type Person, type SceneDocument } from './document.ts'

export interface EditorDeps {
  readonly person: Person
  /** Unix ms. */
  readonly now: () => number
  /** Random bytes, of cryptographic quality where ids must not collide. */
  readonly random: (bytes: number) => Uint8Array
}

export interface SceneTransaction {
  /** Key of this replica's claims. */
  readonly writer: string
  readonly time: number
  read(register: string): RegisterValue
  set(register: string, value: RegisterValue): void
  /** Sets what somebody wrote who had seen no more than `clocks`, and knew `known`: both stand and are listed. */
  contest(register: string, value: RegisterValue, known: RegisterValue, clocks: ReadonlyMap<number, number>): void
}

export type UndoResult =
  | { readonly done: false }
  | {
      readonly done: true
      readonly label: string
      /** Registers left alone, because someone else changed them since. */
      readonly skipped: number
    }

export interface SceneEditor {
  readonly document: SceneDocument
  readonly deps: EditorDeps
  /** Runs one gesture. A gesture inside a gesture belongs to the outer one. */
  gesture<T>(label: string, run: (tx: SceneTransaction) => T, origin?: unknown): T
  /**
   * Edits made by another program, in one transaction: under a client id of their own, so that what that program has
   * seen can be told from what this replica has. Not on the undo stack.
   */
  outside(run: (tx: SceneTransaction) => void, origin: unknown): void
  readonly outsideClient: number
  undo(): UndoResult
  redo(): UndoResult
  /** The newest step of this editor, for `undoStep`; null before the first. */
  readonly lastStep: EditStep | null
  /** UND3: takes back one step, wherever it lies among the others, also of another editor of this document. */
  undoStep(step: EditStep): UndoResult
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  onDidChangeHistory(listener: () => void): () => void
}

/** What one gesture replaced. */
export interface EditStep {
  readonly label: string
  readonly changes: ReadonlyMap<string, StepChange>
}

interface StepChange {
  readonly before: RegisterValue
  readonly after: RegisterValue
  /** Where values met, and this step settled it: what there was to choose from. */
  readonly met: readonly RegisterClaim[]
}

interface Step extends EditStep {
  readonly changes: Map<string, StepChange>
}

/** Older steps are forgotten. */
const STEPS_KEPT = 500

export function createSceneEditor(document: SceneDocument, deps: EditorDeps): SceneEditor {
  const writer = document.doc.clientID.toString(36)
  const outsideClient = randomClient(deps.random)
  const undone: Step[] = []
  const done: Step[] = []
  const listeners = new Set<() => void>()
  let current: { step: Step; tx: SceneTransaction } | null = null

  function read(register: string): RegisterValue {
    const set = document.registers.get(register)
    return set === undefined ? document.seed.value(register) : set
  }

  function begin(label: string, writer: string): { step: Step; tx: SceneTransaction } {
    const step: Step = { label, changes: new Map() }
    const time = deps.now()
    const write = (register: string, value: RegisterValue, unaware?: SetOptions['unaware']) => {
      const before = read(register)
      const met = document.registers.claims(register)
      if (unaware === undefined && sameValue(before, value) && met.length <= 1) return
      const key = unaware === undefined ? writer : keyBeside(register, writer, unaware.clocks)
      introduce(key)
      const options = { writer: key, time, base: document.seed.value(register) }
      document.registers.set(register, value, unaware === undefined ? options : { ...options, unaware })
      const change = step.changes.get(register)
      step.changes.set(register, change === undefined ? { before, after: value, met } : { ...change, after: value })
    }
    const tx: SceneTransaction = {
      writer,
      time,
      read,
      set: (register, value) => write(register, value),
      contest: (register, value, known, clocks) => write(register, value, { known, clocks }),
    }
    return { step, tx }
  }

  /**
   * What is set for a side of a merge may not take the place of what the same person has set on the other one: it has a
   * key of its own then (REG2). Changes of the file are all one writer's, who goes on from what it said last.
   */
  function keyBeside(register: string, key: string, clocks: ReadonlyMap<number, number>): string {
    const { registers } = document
    const taken = new Set(registers.claims(register).map(claim => claim.writer))
    const isFree = (each: string) => !taken.has(each) || registers.isSeenBy(register, each, clocks)
    if (key !== writer) return key
    let free = key
    for (let count = 0; !isFree(free); count += 1) free = `${key}+m${count}`
    return free
  }

  /** Says once per document who this writer is. */
  function introduce(key: string, { name, color }: Person = deps.person): void {
    const known = document.people.get(key)
    if (known?.name === name && known.color === color) return
    document.doc.getMap(PEOPLE_MAP).set(key, [name, color])
  }

  function gesture<T>(
    label: string,
    run: (tx: SceneTransaction) => T,
    origin: unknown = { kind: 'gesture', label },
  ): T {
    if (current !== null) return run(current.tx)
    const begun = begin(label, writer)
    current = begun
    try {
      return document.doc.transact(() => run(begun.tx), origin)
    } finally {
      current = null
      if (begun.step.changes.size > 0) {
        done.push(begun.step)
        if (done.length > STEPS_KEPT) done.shift()
        undone.length = 0
        for (const listener of listeners) listener()
      }
    }
  }

  function outside(run: (tx: SceneTransaction) => void, origin: unknown): void {
    const own = document.doc.clientID
    const { tx } = begin('Change in the file', outsideClient.toString(36))
    document.doc.clientID = outsideClient
    try {
      document.doc.transact(() => run(tx), origin)
    } finally {
      document.doc.clientID = own
    }
  }

  function revert(from: Step[], to: Step[]): UndoResult {
    const step = from.pop()
    return step === undefined ? { done: false } : takeBack(step, to)
  }

  function takeBack(step: EditStep, to: Step[]): UndoResult {
    let skipped = 0
    const { step: inverse, tx } = begin(step.label, writer)
    document.doc.transact(
      () => {
        for (const [register, { before, after, met }] of [...step.changes].reverse()) {
          if (!stillStands(register, read(register), after)) skipped += 1
          else if (met.length <= 1) tx.set(register, undoValue(register, before, read(register)))
          else if (document.registers.claims(register).length > 1) skipped += 1
          else reopen(register, met, inverse)
        }
      },
      { kind: 'undo', label: step.label },
    )
    if (inverse.changes.size > 0) to.push(inverse)
    for (const listener of listeners) listener()
    return { done: true, label: step.label, skipped }
  }

  /** What a step settled is open again, under the names of those whose values met. */
  function reopen(register: string, met: readonly RegisterClaim[], inverse: Step): void {
    inverse.changes.set(register, { before: read(register), after: met[0]?.value ?? null, met: [] })
    document.registers.reopen(register, met, (claim, index) => {
      const [first = ''] = claim.writer.split('+')
      const key = `${first}+${writer}${index}`
      const person = document.people.get(claim.writer)
      if (person !== undefined) introduce(key, person)
      return key
    })
  }

  /** A move is undone by a move: its counter is new, or it would lose to the one it undoes. */
  function undoValue(register: string, before: RegisterValue, present: RegisterValue): RegisterValue {
    if (!isEdgeKey(register)) return before
    if (!Array.isArray(before) || before.length === 0) {
      // The node was made by this gesture: back to nothing is into the trash.
      return trashedEdge(document, present)
    }
    const counter = document.resolver.highestMove() + 1
    const [newest, ...older] = before as readonly RegisterValue[]
    if (!Array.isArray(newest)) return before
    return [[newest[0] ?? '', newest[1] ?? '', counter], ...older]
  }

  return {
    document,
    deps,
    gesture,
    outside,
    outsideClient,
    undo: () => revert(done, undone),
    redo: () => revert(undone, done),
    get lastStep() {
      return done.at(-1) ?? null
    },
    undoStep(step) {
      done.splice(0, done.length, ...done.filter(each => each !== step))
      return takeBack(step, undone)
    },
    get canUndo() {
      return done.length > 0
    },
    get canRedo() {
      return undone.length > 0
    },
    get undoLabel() {
      return done.at(-1)?.label ?? null
    },
    get redoLabel() {
      return undone.at(-1)?.label ?? null
    },
    onDidChangeHistory(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function randomClient(random: (bytes: number) => Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}

/** An undo of a move has a counter of its own: of an edge only the place counts. */
function stillStands(register: string, present: RegisterValue, after: RegisterValue): boolean {
  if (!isEdgeKey(register)) return sameValue(present, after)
  const [a] = readEdges(present)
  const [b] = readEdges(after)
  return a?.parent === b?.parent && a?.position === b?.position
}

function isEdgeKey(register: string): boolean {
  return register.startsWith('n/') && register.endsWith('/e')
}

function trashedEdge(document: SceneDocument, present: RegisterValue): RegisterValue {
  const older = Array.isArray(present) ? (present as readonly RegisterValue[]) : []
  return [['trash', '', document.resolver.highestMove() + 1], ...older].slice(0, 4)
}
