/**
 * Some delete a folder, others write in its files without knowing of it, in any order: nothing that was written unseen is
 * silent, everybody's list is the same, and what somebody restores has every letter.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { childrenBelow } from '../../shared/repo/below.ts'
import { addFile, type RepoWriter, removeEntry } from '../../shared/repo/commands.ts'
import { openRepoTree } from '../../shared/repo/repo-tree.ts'
import { restoreEntry } from '../../shared/repo/trash.ts'
import { acceptRemoval, removedEntries } from '../../shared/repo/unseen-work.ts'
import { buildTextSeed, openTextDocument, type TextDocument } from '../../shared/text/text-document.ts'
import { textClocks, textDigest, textWorkSince } from '../../shared/text/text-work.ts'
import { TRASH } from '../../shared/tree/resolve-tree.ts'
import { type Random, seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const PATHS = ['levels/a.md', 'levels/deep/b.md', 'c.md'] as const
const BORN = 'born\n'

interface Replica extends RepoWriter {
  readonly texts: ReadonlyMap<string, TextDocument>
}

function replica(client: number): Replica {
  const doc = new Y.Doc()
  doc.clientID = client
  const tree = openRepoTree(doc)
  const texts = new Map<string, TextDocument>()
  const witness: RepoWriter['witness'] = {
    person: () => ({ name: `p${client}`, color: client }),
    seenOf(document) {
      const text = texts.get(document)
      return text === undefined ? null : { clocks: textClocks(text), digest: textDigest(text) }
    },
  }
  const made: Replica = { tree, now: () => client, witness, texts }
  const seed = buildTextSeed(BORN)
  // As everybody's import does: the ids follow from place and content.
  doc.transact(() => {
    for (const path of PATHS) {
      const { document } = addFile(made, { path, kind: 'text', seed: seed.hash, sizeBytes: 5 })
      const text = new Y.Doc()
      text.clientID = client
      Y.applyUpdate(text, seed.update, 'seed')
      texts.set(document ?? '', openTextDocument(text))
    }
  })
  return made
}

/** Documents and tree travel apart, as over a relay. */
function send(from: Replica, to: Replica, what: 'tree' | 'texts' | 'all'): void {
  const one = (a: Y.Doc, b: Y.Doc) => Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'remote')
  if (what !== 'texts') one(from.tree.doc, to.tree.doc)
  if (what === 'tree') return
  for (const [id, { doc }] of from.texts) {
    const other = to.texts.get(id)
    if (other !== undefined) one(doc, other.doc)
  }
}

function listOf({ tree, texts }: Replica): string[] {
  return removedEntries(tree, childrenBelow(tree)).flatMap(({ name, by, documents }) =>
    documents.flatMap(({ document, path, seen }) => {
      const text = texts.get(document)
      const work = text === undefined ? null : textWorkSince(text, seen)
      return work === null ? [] : [`${by?.name} ${name} ${path} ${work.written}`]
    }),
  )
}

/** What each removal or settlement had seen, by whoever made it. */
interface Truth {
  readonly known: Map<string, Set<string>>
  written: number
}

function act(at: Replica, random: Random, truth: Truth): string {
  const { tree } = at
  const removed = removedEntries(tree, childrenBelow(tree))
  const target = removed[random.below(Math.max(1, removed.length))]
  const witnessed = (documents: readonly { readonly document: string }[]) => {
    for (const { document } of documents) {
      const known = truth.known.get(document) ?? new Set()
      for (const token of tokensOf(at.texts.get(document))) known.add(token)
      truth.known.set(document, known)
    }
  }
  switch (random.below(6)) {
    case 0: {
      const entry = tree.entries[random.below(Math.max(1, tree.entries.length))]
      if (entry === undefined) return 'nothing'
      const below = tree.entries.filter(({ path }) => path === entry.path || path.startsWith(`${entry.path}/`))
      witnessed(below.flatMap(({ document }) => (document === null ? [] : [{ document }])))
      tree.doc.transact(() => removeEntry(at, entry.id))
      return `remove ${entry.path}`
    }
    case 1:
      if (target === undefined) return 'nothing'
      tree.doc.transact(() => restoreEntry(at, target.id))
      return `restore ${target.name}`
    case 2:
      if (target === undefined) return 'nothing'
      witnessed(target.documents)
      tree.doc.transact(() => acceptRemoval(at, target))
      return `keep ${target.name} deleted`
    default: {
      const text = random.pick([...at.texts.values()])
      truth.written += 1
      text.text.insert(random.below(text.text.length + 1) && text.text.length, `<${truth.written}>`)
      return `write <${truth.written}>`
    }
  }
}

function tokensOf(document: TextDocument | undefined): string[] {
  return document?.raw().match(/<\d+>/g) ?? []
}

/** Documents in the trash with something that no removal knew of are all listed. */
function silent(at: Replica, truth: Truth): string[] {
  const { tree, texts } = at
  const listed = listOf(at)
  return removedEntries(tree, childrenBelow(tree)).flatMap(({ documents }) =>
    documents.flatMap(({ document, path }) => {
      const unknown = tokensOf(texts.get(document)).filter(token => !truth.known.get(document)?.has(token))
      return unknown.length > 0 && !listed.some(line => line.includes(` ${path} `)) ? [`${path} ${unknown.join()}`] : []
    }),
  )
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  const replicas = Array.from({ length: 2 + random.below(2) }, (_, i) => replica(i + 1))
  for (const to of replicas) for (const from of replicas) send(from, to, 'all')
  const truth: Truth = { known: new Map(), written: 0 }
  const log: string[] = []
  const fail = (what: string) => new Error(`seed ${seed}: ${what}\n${log.join('\n')}`)
  for (let i = 0; i < 12 + random.below(20); i += 1) {
    const at = random.pick(replicas)
    if (random.below(4) === 0) {
      const from = random.pick(replicas)
      const what = random.pick(['tree', 'texts', 'all'] as const)
      send(from, at, what)
      log.push(`${at.tree.doc.clientID} gets ${what} of ${from.tree.doc.clientID}`)
    } else log.push(`${at.tree.doc.clientID}: ${act(at, random, truth)}`)
  }
  for (let i = 0; i < 2; i += 1) for (const to of replicas) for (const from of replicas) send(from, to, 'all')
  const [first, second] = replicas
  if (first === undefined || second === undefined) throw fail('no replicas')
  for (const each of replicas) {
    if (String(listOf(each)) !== String(listOf(first)))
      throw fail(`two lists\n${listOf(first).join()}\n${listOf(each).join()}`)
    const missed = silent(each, truth)
    if (missed.length > 0) throw fail(`silent: ${missed.join()}`)
  }
  settle(first, second, fail)
}

/** One keeps all deleted, which ends the list everywhere; then two restore it at once, and every letter is there. */
function settle(first: Replica, second: Replica, fail: (what: string) => Error): void {
  const all = [...first.texts.values()].map(tokensOf)
  first.tree.doc.transact(() => {
    for (const removed of removedEntries(first.tree, childrenBelow(first.tree))) acceptRemoval(first, removed)
  })
  send(first, second, 'all')
  for (const each of [first, second]) if (listOf(each).length > 0) throw fail(`asked again: ${listOf(each).join()}`)
  for (const each of [first, second]) {
    each.tree.doc.transact(() => {
      for (const { id } of removedEntries(each.tree, childrenBelow(each.tree))) restoreEntry(each, id)
    })
  }
  send(first, second, 'all')
  send(second, first, 'all')
  for (const each of [first, second]) {
    if ((childrenBelow(each.tree).get(TRASH) ?? []).length > 0) throw fail('not restored')
    if (String([...each.texts.values()].map(tokensOf)) !== String(all)) throw fail('letters are lost')
    const files = each.tree.entries.filter(({ kind }) => kind === 'text')
    if (files.length !== PATHS.length) throw fail(`files are lost: ${files.map(({ path }) => path).join()}`)
  }
}

test(`REP11 ${RUNS} seeded plans on 2 or 3 projects: what was written unseen in something deleted is never silent`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
