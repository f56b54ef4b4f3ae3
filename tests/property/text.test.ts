/**
 * Several hosts with one text: windows that edit, a file each that Weft writes, and a program beside each that opens the
 * file, edits its copy, perhaps an old one, and saves it. Every character is written once and deleted by one writer at
 * most, so that what is lost, doubled or back again shows.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { takeInText } from '../../shared/text/take-in-text.ts'
import { snapshotNow, type TextBase } from '../../shared/text/text-base.ts'
import { buildTextSeed, openTextDocument, type TextDocument } from '../../shared/text/text-document.ts'
import { type Random, seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const FIRST_CHARACTER = 0xe000
const SEED_CHARACTERS = 12
/** As the store keeps them. */
const WRITTEN_KEPT = 20

interface Host {
  readonly document: TextDocument
  /** Newest first, the last that came from outside among them. */
  written: (TextBase & { readonly isOutside: boolean })[]
  file: string
  /** What the program has open. */
  copy: string
}

interface Plan {
  readonly hosts: readonly Host[]
  readonly written: Set<string>
  readonly deleted: Set<string>
  readonly log: string[]
  next: number
}

function startPlan(count: number): Plan {
  const written = new Set<string>()
  let raw = ''
  for (let i = 0; i < SEED_CHARACTERS; i += 1) {
    const character = String.fromCharCode(FIRST_CHARACTER + i)
    written.add(character)
    raw += `${character}${i % 3 === 2 ? '\n' : ''}`
  }
  const seed = buildTextSeed(raw).update
  const hosts = Array.from({ length: count }, (_, i): Host => {
    const doc = new Y.Doc()
    doc.clientID = i + 1
    Y.applyUpdate(doc, seed, 'seed')
    const document = openTextDocument(doc)
    return { document, written: [{ raw, snapshot: snapshotNow(doc), isOutside: true }], file: raw, copy: raw }
  })
  return { hosts, written, deleted: new Set(), log: [], next: FIRST_CHARACTER + SEED_CHARACTERS }
}

/** One writer may delete a character: the window or the program of one host. */
function mayDelete(plan: Plan, character: string, host: number, isProgram: boolean): boolean {
  const writer = host * 2 + (isProgram ? 1 : 0)
  return character !== '\n' && character.charCodeAt(0) % (plan.hosts.length * 2) === writer
}

/** A run of fresh characters, sometimes a line of its own. */
function fresh(plan: Plan, random: Random): string {
  let run = ''
  for (let i = random.below(3); i >= 0; i -= 1) {
    run += String.fromCharCode(plan.next)
    plan.next += 1
  }
  for (const character of run) plan.written.add(character)
  return random.below(3) === 0 ? `${run}\n` : run
}

function editText(
  plan: Plan,
  host: number,
  text: string,
  isProgram: boolean,
  random: Random,
): [number, number, string] {
  const at = random.below(text.length + 1)
  const character = text[at]
  // A program that deletes just what Weft wrote since saves what looks like an older copy, and counts as one (FIL6).
  const isOld = plan.hosts[host]?.written.find(each => each.isOutside)?.raw.includes(character ?? '') === true
  const isAllowed = character !== undefined && mayDelete(plan, character, host, isProgram) && (isOld || !isProgram)
  if (random.below(3) === 0 && isAllowed) {
    plan.deleted.add(character)
    return [at, 1, '']
  }
  return [at, 0, fresh(plan, random)]
}

function takeIn(host: Host): void {
  if (host.written[0]?.raw === host.file) return
  const outside = host.written.findIndex(each => each.isOutside)
  const bases = outside < 0 ? host.written : host.written.slice(0, outside + 1)
  const { base } = takeInText(host.document, host.file, bases, { kind: 'intake' })
  host.written = [{ ...base, isOutside: true }, ...host.written].slice(0, WRITTEN_KEPT)
}

/** Weft writes: what stands in the file is taken in first. */
function write(host: Host): void {
  takeIn(host)
  const raw = host.document.raw()
  if (raw === host.file) return
  host.written = [{ raw, snapshot: snapshotNow(host.document.doc), isOutside: false }, ...host.written]
  host.file = raw
}

function send(from: Host, to: Host): void {
  const update = Y.encodeStateAsUpdate(from.document.doc, Y.encodeStateVector(to.document.doc))
  Y.applyUpdate(to.document.doc, update, { kind: 'relay' })
}

function step(plan: Plan, random: Random): void {
  const index = random.below(plan.hosts.length)
  const host = plan.hosts[index]
  if (host === undefined) return
  switch (random.below(7)) {
    case 0:
    case 1: {
      const [at, remove, insert] = editText(plan, index, host.document.text.toJSON(), false, random)
      host.document.doc.transact(() => {
        host.document.text.delete(at, remove)
        host.document.text.insert(at, insert)
      })
      plan.log.push(`${index}: window ${at} -${remove} +${JSON.stringify(insert)}`)
      break
    }
    case 2:
      write(host)
      plan.log.push(`${index}: writes`)
      break
    case 3:
      takeIn(host)
      plan.log.push(`${index}: takes in`)
      break
    case 4: {
      // The program may have had the file open for long; what was saved and not taken in yet it has seen itself.
      const [at, remove, insert] = editText(plan, index, host.copy, true, random)
      host.copy = host.copy.slice(0, at) + insert + host.copy.slice(at + remove)
      takeIn(host)
      host.file = host.copy
      plan.log.push(`${index}: program saves ${at} -${remove} +${JSON.stringify(insert)}`)
      break
    }
    case 5:
      host.copy = host.file
      plan.log.push(`${index}: program loads`)
      break
    default: {
      const other = random.below(plan.hosts.length)
      const from = plan.hosts[other]
      if (from !== undefined) send(from, host)
      plan.log.push(`${index}: hears ${other}`)
    }
  }
}

function meet(plan: Plan): void {
  for (const host of plan.hosts) takeIn(host)
  for (let round = 0; round < 2; round += 1) {
    for (const to of plan.hosts) for (const from of plan.hosts) send(from, to)
  }
  for (const host of plan.hosts) write(host)
}

function broken(plan: Plan): string | null {
  const [first] = plan.hosts
  for (const host of plan.hosts) {
    if (host.file !== first?.file) return 'two files differ'
    if (host.file !== host.document.raw()) return 'a file is not what its document says'
  }
  const counts = new Map<string, number>()
  for (const character of first?.file ?? '') counts.set(character, (counts.get(character) ?? 0) + 1)
  for (const character of plan.written) {
    const wanted = plan.deleted.has(character) ? 0 : 1
    const found = counts.get(character) ?? 0
    if (found !== wanted) return `${character.charCodeAt(0).toString(16)} stands there ${found} times, not ${wanted}`
  }
  return null
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  const plan = startPlan(2 + random.below(3))
  const steps = 15 + random.below(60)
  for (let i = 0; i < steps; i += 1) step(plan, random)
  meet(plan)
  const fault = broken(plan)
  if (fault !== null) throw new Error(`seed ${seed}: ${fault}\n${plan.log.join('\n')}`)
}

test(`TXT3 TXT6 ${RUNS} seeded plans on 2 to 4 hosts, windows and programs: nothing lost, doubled or back again`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
