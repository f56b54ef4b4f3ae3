/**
 * Random lives of documents over realities: edits, forks, versions, compaction and thinning in any order. Whatever was
 * pinned says the same for ever, and so does every document's present state.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadDocument, stateAt } from '../../host/documents/load-document.ts'
import { thinLog } from '../../host/history/thin-log.ts'
import { compact } from '../../host/storage/compaction.ts'
import { lineageOf, openRealityStore, type RealityStore } from '../../host/storage/reality-store.ts'
import { openMemoryStore, type SqliteStore } from '../../host/storage/sqlite-store.ts'
import { type Random, seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000; a life is checked whole after each of its steps, so that one costs as much as twenty. */
const RUNS = Math.ceil(Number(process.env.WEFT_RUNS ?? 240) / 20)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const DOCUMENTS = ['tree', 'a', 'b'] as const

interface Plan {
  readonly disk: SqliteStore
  readonly realities: string[]
  /** What each pin must go on saying. */
  readonly pinned: { id: string; reality: string; position: number; document: string; state: string }[]
  readonly present: Map<string, string>
  time: number
}

function storeOf(plan: Plan, reality: string): RealityStore {
  return openRealityStore(plan.disk, lineageOf(plan.disk, reality))
}

function read(store: RealityStore, document: string, sequence: number): string {
  const row = store.documents.get(document)
  if (row === undefined) throw new Error(`no ${document}`)
  const doc = stateAt(store, row, sequence)
  const text = Buffer.from(Y.encodeStateAsUpdateV2(doc)).toString('base64')
  doc.destroy()
  return text
}

function load(store: RealityStore, document: string): Y.Doc {
  const row = store.documents.get(document)
  if (row === undefined) throw new Error(`no ${document}`)
  return loadDocument(store, row).doc
}

function edit(plan: Plan, random: Random) {
  const reality = random.pick(plan.realities)
  const document = random.pick(DOCUMENTS)
  const store = storeOf(plan, reality)
  const doc = load(store, document)
  doc.clientID = 1 + random.below(1000)
  for (let i = random.below(4); i >= 0; i -= 1) {
    const before = Y.encodeStateVector(doc)
    doc.getMap('registers').set(`k${random.below(5)}`, random.below(1000))
    const bytes = Y.encodeStateAsUpdate(doc, before)
    const sequence = store.log.last(document) + 1
    plan.time += 10
    store.log.append({ document, sequence, bytes, origin: 'window', author: null, time: plan.time })
    const row = { document, sequence, time: plan.time, author: null, origin: 'window', lines: [] }
    store.edits.append({ ...row, sizeBytes: bytes.length })
  }
  plan.present.set(`${reality} ${document}`, read(store, document, store.log.last(document)))
  doc.destroy()
}

function pin(plan: Plan, id: string, reality: string) {
  const store = storeOf(plan, reality)
  const position = plan.disk.edits.position()
  for (const document of DOCUMENTS) {
    const state = read(store, document, store.log.last(document))
    plan.pinned.push({ id, reality, position, document, state })
  }
  return position
}

function version(plan: Plan, random: Random) {
  const reality = random.pick(plan.realities)
  const id = `v${plan.pinned.length}`
  const position = pin(plan, id, reality)
  const rest = { note: '', time: plan.time, author: null, sizeBytes: 0, changed: 0 }
  plan.disk.versions.put({ id, kind: 'backup', name: id, reality, position, ...rest })
}

function forget(plan: Plan, random: Random) {
  const versions = plan.disk.versions.all()
  if (versions.length === 0) return
  const { id } = random.pick(versions)
  plan.disk.versions.delete(id)
  plan.pinned.splice(0, plan.pinned.length, ...plan.pinned.filter(one => one.id !== id))
}

function fork(plan: Plan, random: Random) {
  const parent = random.pick(plan.realities)
  const id = `r${plan.realities.length}`
  const position = pin(plan, id, parent)
  const rest = { written: 0, time: plan.time, author: null, status: 'open', goneAt: null } as const
  plan.disk.realities.put({ id, name: id, parent, position, ...rest })
  plan.realities.push(id)
  const store = storeOf(plan, id)
  for (const document of DOCUMENTS) {
    plan.present.set(`${id} ${document}`, read(store, document, store.log.last(document)))
  }
}

function compactOne(plan: Plan, random: Random) {
  const store = storeOf(plan, random.pick(plan.realities))
  const document = random.pick(DOCUMENTS)
  const doc = load(store, document)
  compact(store, document, doc, store.log.last(document), plan.time)
  doc.destroy()
}

function thin(plan: Plan, random: Random) {
  const store = storeOf(plan, random.pick(plan.realities))
  thinLog(store, random.pick(DOCUMENTS), plan.time - random.below(100), plan.time + 40 * 24 * 3_600_000)
}

const STEPS = [edit, edit, edit, edit, version, forget, fork, compactOne, compactOne, thin, thin] as const

function check(plan: Plan) {
  for (const { reality, position, document, state } of plan.pinned) {
    const store = storeOf(plan, reality)
    const found = read(store, document, store.edits.sequenceAt(document, position))
    if (found !== state) throw new Error(`${document} of ${reality} at ${position} is another one`)
  }
  for (const [key, state] of plan.present) {
    const [reality = '', document = ''] = key.split(' ')
    const doc = load(storeOf(plan, reality), document)
    const found = Buffer.from(Y.encodeStateAsUpdateV2(doc)).toString('base64')
    doc.destroy()
    if (found !== state) throw new Error(`${document} of ${reality} is another one now`)
  }
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  using disk = openMemoryStore()
  const plan: Plan = { disk, realities: ['main'], pinned: [], present: new Map(), time: 1_000_000 }
  for (const id of DOCUMENTS) disk.documents.add({ id, seed: null }, 1)
  for (let i = 0; i < 40; i += 1) {
    const step = random.pick(STEPS)
    step(plan, random)
    try {
      check(plan)
    } catch (error) {
      throw new Error(`seed ${seed}, step ${i}, ${step.name}: ${String(error)}`)
    }
  }
}

test(`STO13, STO14, RTY1: ${RUNS} seeded lives: whatever is pinned says the same after compaction and thinning`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
