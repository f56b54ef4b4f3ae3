/**
 * The project's files as everybody edits them: a movable tree of entries over document `tree`.
 *
 * An entry is a folder, a scene or a text (documents born from a seed), or a blob (bytes by hash). Ids follow from place and
 * content, so that two hosts which see one new file make one entry. Names are checked when the tree is resolved: an
 * entry that no disk could hold, or that collides with another, is not listed but reported; so is a folder that two
 * people moved in a circle, which is listed where the circle was broken. (REP rules in docs/spec/repo.md.)
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type * as Y from 'yjs'
import { openRegisters, type Registers, type RegisterValue } from '../registers/registers.ts'
import { readEdges } from '../tree/edge-value.ts'
import { type Edge, resolveTree, TRASH, type TreeRepair } from '../tree/resolve-tree.ts'
import { foldName, whyUnsafeName } from './entry-name.ts'

export type EntryId = string & { readonly __brand: 'EntryId' }

export interface RepoEntry {
  readonly id: EntryId
  readonly name: string
  /** `levels/harbor.tscn` */
  readonly path: string
  /** null for what stands at the top. */
  readonly parent: EntryId | null
  readonly kind: 'folder' | 'scene' | 'text' | 'blob'
  /** A folder that somebody made for its own sake: it stays when nothing is in it. */
  readonly isKept: boolean
  /** Document of a scene or a text. */
  readonly document: string | null
  /** SHA-256 of the seed, hex. */
  readonly seed: string | null
  /** SHA-256 of a blob's bytes, hex. */
  readonly hash: string | null
  readonly sizeBytes: number
  /** Bytes that others put in its place without knowing of these; the entry's own are in use. */
  readonly contested: readonly ContestedContent[]
}

export interface ContestedContent {
  readonly hash: string
  readonly sizeBytes: number
  readonly writer: string
  readonly time: number
}

/**
 * - `name`, `taken`: not listed, and why as the end of a sentence. `taken`: another is listed under this name.
 * - `circle`, `orphan`: listed at `path`, not in the folder that its last move named.
 */
export type RepoRepair =
  | {
      readonly kind: 'name' | 'taken'
      readonly id: EntryId
      readonly name: string
      /** Of the folder it stands in; null at the top. */
      readonly parent: EntryId | null
      readonly reason: string
    }
  | {
      readonly kind: 'circle' | 'orphan'
      readonly id: EntryId
      readonly name: string
      readonly path: string
      /** Name of the folder it was moved into; null where that is not there. */
      readonly wanted: string | null
    }

export interface RepoTree {
  readonly doc: Y.Doc
  readonly registers: Registers
  /** By path. */
  readonly entries: readonly RepoEntry[]
  readonly repairs: readonly RepoRepair[]
  byPath(path: string): RepoEntry | undefined
  byId(id: string): RepoEntry | undefined
  /** Edges of an entry, newest first, those in the trash too. */
  edgesOf(id: string): readonly Edge[]
  /** Where it hangs, circles broken: an entry, the top or the trash. Undefined for what was never here. */
  parentOf(id: string): string | undefined
  highestMove(): number
  onDidChange(listener: (change: { readonly isLocal: boolean; readonly origin: unknown }) => void): () => void
  dispose(): void
}

/** Parent of what stands at the top. */
export const TOP = 'top'

const HASH = /^[0-9a-f]{64}$/
const DOCUMENT = /^[A-Za-z0-9_-]{1,128}$/
/** Deeper than any real project; a peer's chain of folders ends here. */
const DEPTH = 64

export const repoKey = {
  edge: (id: string) => `e/${id}/e`,
  name: (id: string) => `e/${id}/n`,
  birth: (id: string) => `e/${id}/b`,
  content: (id: string) => `e/${id}/c`,
  /** True for a folder that stays when it is empty. */
  kept: (id: string) => `e/${id}/k`,
  /** What whoever put it into the trash had seen of the tree (shared/repo/removal-note.ts). */
  seen: (id: string) => `e/${id}/s`,
  /** Who that was. */
  remover: (id: string) => `e/${id}/w`,
  /** Of a document: what whoever removed it, or a folder around it, had seen of it. */
  seenDocument: (id: string) => `e/${id}/d`,
  /** A list of the tree's clocks, that notes name. */
  clocks: (name: string) => `v/${name}`,
} as const

export function openRepoTree(doc: Y.Doc): RepoTree {
  const registers = openRegisters(doc.getMap('registers'))
  const listeners = new Set<(change: { isLocal: boolean; origin: unknown }) => void>()
  let resolved = resolve(registers)
  const stop = registers.onDidChange(({ transaction }) => {
    resolved = resolve(registers)
    for (const listener of listeners) listener({ isLocal: transaction.local, origin: transaction.origin })
  })
  return {
    doc,
    registers,
    get entries() {
      return resolved.entries
    },
    get repairs() {
      return resolved.repairs
    },
    byPath: path => resolved.byPath.get(path),
    byId: id => resolved.byId.get(id),
    edgesOf: id => readEdges(registers.get(repoKey.edge(id)) ?? null),
    parentOf: id => resolved.parents.get(id),
    highestMove: () => resolved.highest,
    onDidChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stop()
      registers.dispose()
      listeners.clear()
    },
  }
}

/** Also of what lies in the trash; undefined for what is no entry. */
export function kindOf({ registers }: RepoTree, id: string): RepoEntry['kind'] | undefined {
  const birth = registers.get(repoKey.birth(id))
  const kind = Array.isArray(birth) ? (birth as readonly RegisterValue[])[0] : undefined
  return kind === 'folder' || kind === 'scene' || kind === 'text' || kind === 'blob' ? kind : undefined
}

/** Two hosts that see the same new file make the same entry. `content`: the hash of its seed or bytes. */
export function entryId(parent: string, name: string, content: string): EntryId {
  return shortDigest(`${parent}\n${name}\n${content}`) as EntryId
}

/** Documents with different seeds have different ids and are never merged as one. */
export function documentId(entry: EntryId, seed: string): string {
  return shortDigest(`${entry}\n${seed}`)
}

function shortDigest(text: string): string {
  const digest = sha256(utf8ToBytes(text)).subarray(0, 17)
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22)
}

interface Resolved {
  readonly entries: readonly RepoEntry[]
  readonly repairs: readonly RepoRepair[]
  readonly byPath: ReadonlyMap<string, RepoEntry>
  readonly byId: ReadonlyMap<string, RepoEntry>
  readonly highest: number
  readonly parents: ReadonlyMap<string, string>
}

function resolve(registers: Registers): Resolved {
  const candidates = new Map<string, readonly Edge[]>()
  let highest = 0
  for (const register of registers.keys()) {
    if (!register.startsWith('e/') || !register.endsWith('/e')) continue
    const edges = readEdges(registers.get(register) ?? null)
    if (edges.length > 0) candidates.set(register.slice(2, -2), edges)
    for (const { counter } of edges) if (counter > highest) highest = counter
  }
  const tree = resolveTree(candidates, TOP)
  const entries: RepoEntry[] = []
  const repairs: RepoRepair[] = []
  const walk = (parent: string, prefix: string, depth: number) => {
    const taken = new Map<string, string>()
    for (const id of [...(tree.children.get(parent) ?? [])].sort()) {
      if (id === TRASH) continue
      const entry = readEntry(id as EntryId, parent, prefix, registers)
      const within = parent === TOP ? null : (parent as EntryId)
      const unsafe = entry === null ? 'it says nothing' : (whyUnsafeName(entry.name) ?? tooDeep(depth))
      const reason = unsafe ?? collision(entry?.name ?? '', taken)
      if (entry === null || reason !== null) {
        const kind = unsafe === null ? 'taken' : 'name'
        repairs.push({ kind, id: id as EntryId, name: entry?.name ?? '', parent: within, reason: reason ?? '' })
        continue
      }
      taken.set(foldName(entry.name), entry.name)
      entries.push(entry)
      if (entry.kind === 'folder') walk(id, `${entry.path}/`, depth + 1)
    }
  }
  walk(TOP, '', 0)
  entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  const byId = new Map<string, RepoEntry>(entries.map(entry => [entry.id, entry]))
  return {
    entries,
    repairs: [...repairs, ...movedBack(tree.repairs, byId, registers)],
    byPath: new Map(entries.map(entry => [entry.path, entry])),
    byId,
    highest,
    parents: new Map([...tree.edges].map(([id, edge]) => [id, edge.parent])),
  }
}

/** REP7: what stands elsewhere than its last move says, where that can be seen. */
function movedBack(
  repairs: readonly TreeRepair[],
  byId: ReadonlyMap<string, RepoEntry>,
  registers: Registers,
): RepoRepair[] {
  return repairs.flatMap(({ kind, item, wanted }): RepoRepair[] => {
    const entry = byId.get(item)
    const name = registers.get(repoKey.name(wanted))
    if (entry === undefined) return []
    return [
      {
        kind: kind === 'cycle' ? 'circle' : 'orphan',
        id: entry.id,
        name: entry.name,
        path: entry.path,
        wanted: typeof name === 'string' ? name : null,
      },
    ]
  })
}

/** The smallest id keeps a name that several want: the same on every peer. */
function collision(name: string, taken: ReadonlyMap<string, string>): string | null {
  const other = taken.get(foldName(name))
  return other === undefined ? null : `${other} has that name already`
}

function tooDeep(depth: number): string | null {
  return depth < DEPTH ? null : 'it lies too deep'
}

/** REP1 */
function readEntry(id: EntryId, parent: string, prefix: string, registers: Registers): RepoEntry | null {
  const name = registers.get(repoKey.name(id))
  const birth = registers.get(repoKey.birth(id))
  if (typeof name !== 'string' || !Array.isArray(birth)) return null
  const [kind, document, seed] = birth as readonly RegisterValue[]
  if (kind !== 'folder' && kind !== 'scene' && kind !== 'text' && kind !== 'blob') return null
  const isDocument = kind === 'scene' || kind === 'text'
  if (isDocument && !(isMatch(document, DOCUMENT) && isMatch(seed, HASH))) return null
  const content = readContent(registers.get(repoKey.content(id)) ?? null)
  if (kind === 'blob' && content === null) return null
  return {
    id,
    name,
    path: prefix + name,
    parent: parent === TOP ? null : (parent as EntryId),
    kind,
    isKept: kind === 'folder' && registers.get(repoKey.kept(id)) === true,
    document: isDocument && typeof document === 'string' ? document : null,
    seed: isDocument && typeof seed === 'string' ? seed : null,
    hash: content?.hash ?? null,
    sizeBytes: content?.sizeBytes ?? 0,
    contested: kind === 'blob' ? contestedContent(id, registers) : [],
  }
}

function contestedContent(id: EntryId, registers: Registers): ContestedContent[] {
  const [chosen, ...others] = registers.claims(repoKey.content(id))
  const own = readContent(chosen?.value ?? null)
  return others.flatMap(claim => {
    const content = readContent(claim.value)
    return content === null || content.hash === own?.hash
      ? []
      : [{ ...content, writer: claim.writer, time: claim.time }]
  })
}

function readContent(value: RegisterValue): { hash: string; sizeBytes: number } | null {
  if (!Array.isArray(value)) return null
  const [hash, sizeBytes] = value as readonly RegisterValue[]
  if (!isMatch(hash, HASH) || typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
    return null
  return { hash, sizeBytes }
}

function isMatch(value: RegisterValue | undefined, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}
