/** Several people arrange one project's files offline: whatever they do, all see one valid tree, and no file is lost. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addFile,
  addFolder,
  moveEntry,
  moveInto,
  type RepoWriter,
  removeEntry,
  renameEntry,
} from '../../shared/repo/commands.ts'
import { openRepoTree, type RepoEntry, TOP } from '../../shared/repo/repo-tree.ts'
import { listTrash, restoreEntry } from '../../shared/repo/trash.ts'
import { placesOf, stepsSince, type TreeStep, takeBackSteps } from '../../shared/repo/tree-steps.ts'
import { type Random, seeded } from './seeded.ts'

/** `npm run test:soak` sets 10,000. */
const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
const NAMES = ['a', 'b', 'C', 'c', 'd.txt', 'e.gd']

interface Replica extends RepoWriter {
  readonly steps: TreeStep[][]
}

function replica(client: number): Replica {
  const doc = new Y.Doc()
  doc.clientID = client
  return { tree: openRepoTree(doc), now: () => client, steps: [] }
}

function send(from: Replica, to: Replica): void {
  Y.applyUpdate(to.tree.doc, Y.encodeStateAsUpdate(from.tree.doc, Y.encodeStateVector(to.tree.doc)), 'remote')
}

/** One edit; what is refused (an unsafe name) is no edit. Returns what was done, for the log. */
function act(at: Replica, random: Random, added: Set<string>): string {
  const { tree } = at
  const folders = tree.entries.filter(entry => entry.kind === 'folder')
  const entry: RepoEntry | undefined = tree.entries[random.below(Math.max(1, tree.entries.length))]
  const folder = folders[random.below(Math.max(1, folders.length))]
  const name = random.pick(NAMES)
  const path = folder === undefined || random.below(3) === 0 ? name : `${folder.path}/${name}`
  const change = (ids: string[], run: () => void) => {
    const before = placesOf(tree, ids)
    tree.doc.transact(run)
    at.steps.push(stepsSince(tree, before))
  }
  switch (random.below(8)) {
    case 0:
    case 1: {
      if (tree.byPath(path) !== undefined) return 'nothing'
      const hash = [...random.bytes(32)].map(byte => byte.toString(16).padStart(2, '0')).join('')
      tree.doc.transact(() => added.add(addFile(at, { path, kind: 'blob', hash, sizeBytes: 1 }).id))
      return `add ${path}`
    }
    case 2:
      if (tree.byPath(path) !== undefined) return 'nothing'
      tree.doc.transact(() => addFolder(at, path))
      return `folder ${path}`
    case 3:
      if (entry === undefined || folder === undefined || folder.path.startsWith(entry.path)) return 'nothing'
      change([entry.id], () => moveInto(at, entry.id, random.below(4) === 0 ? TOP : folder.id))
      return `move ${entry.path} into ${folder.path}`
    case 4:
      if (entry === undefined) return 'nothing'
      change([entry.id], () => renameEntry(at, entry.id, name))
      return `rename ${entry.path} to ${name}`
    case 5:
      if (entry === undefined || path.startsWith(`${entry.path}/`) || path === entry.path) return 'nothing'
      change([entry.id], () => moveEntry(at, entry.id, path))
      return `move ${entry.path} to ${path}`
    case 6: {
      if (entry === undefined || random.below(2) === 0) {
        const trashed = listTrash(tree)[0]
        if (trashed === undefined) return 'nothing'
        change([trashed.id], () => restoreEntry(at, trashed.id))
        return `restore ${trashed.name}`
      }
      change([entry.id], () => removeEntry(at, entry.id))
      return `remove ${entry.path}`
    }
    default: {
      const last = at.steps.pop()
      if (last !== undefined) tree.doc.transact(() => takeBackSteps(at, last))
      return 'undo'
    }
  }
}

/** Every file is listed once, or below a removed entry, or named in a repair (itself or a folder above it). */
function brokenInvariant({ tree }: Replica, added: ReadonlySet<string>): string | null {
  const paths = new Set<string>()
  for (const entry of tree.entries) {
    if (paths.has(entry.path.toLowerCase())) return `${entry.path} is listed twice`
    paths.add(entry.path.toLowerCase())
    const parent = entry.parent === null ? undefined : tree.byId(entry.parent)
    if (entry.parent !== null && parent?.kind !== 'folder') return `${entry.path} lies in no folder`
  }
  const known = new Set([...listTrash(tree), ...tree.repairs].map(({ id }) => id as string))
  for (const id of added) {
    if (tree.edgesOf(id).length === 0) continue
    let at: string | undefined = id
    for (let depth = 0; at !== undefined && depth < 100 && tree.byId(at) === undefined && !known.has(at); depth += 1) {
      at = tree.parentOf(at)
    }
    if (at === undefined || (tree.byId(at) === undefined && !known.has(at))) return `${id} is lost`
  }
  return null
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  const replicas = Array.from({ length: 2 + random.below(3) }, (_, i) => replica(i + 1))
  const added = new Set<string>()
  const log: string[] = []
  const steps = 15 + random.below(45)
  for (let i = 0; i < steps; i += 1) {
    const at = random.pick(replicas)
    if (random.below(5) === 0) send(random.pick(replicas), at)
    else log.push(`${at.tree.doc.clientID}: ${act(at, random, added)}`)
    const broken = brokenInvariant(at, added)
    if (broken !== null) throw new Error(`seed ${seed}, step ${i}: ${broken}\n${log.join('\n')}`)
  }
  for (const to of replicas) for (const from of replicas) send(from, to)
  for (const to of replicas) for (const from of replicas) send(from, to)
  const [first, ...others] = replicas
  const shown = ({ tree }: Replica) => JSON.stringify([tree.entries, tree.repairs, listTrash(tree)])
  for (const other of others) {
    if (first !== undefined && shown(other) !== shown(first)) {
      throw new Error(`seed ${seed}: two people see two trees\n${log.join('\n')}\n${shown(first)}\n${shown(other)}`)
    }
  }
  for (const each of replicas) {
    const broken = brokenInvariant(each, added)
    if (broken !== null) throw new Error(`seed ${seed}, after all met: ${broken}\n${log.join('\n')}`)
  }
}

test(`REP7 REP9 ${RUNS} seeded plans on 2 to 4 trees: one valid tree everywhere, no file lost`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) expect(() => runPlan(seed)).not.toThrow()
})
