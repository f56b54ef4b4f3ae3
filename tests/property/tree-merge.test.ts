/** Trees merged by Weft against `git merge`, and what holds for every merge of trees. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { FlatTree } from '../../shared/repo/git-object.ts'
import type { ContentSides, MergedContent } from '../../shared/repo/merge-file.ts'
import { mergeTrees } from '../../shared/repo/merge-trees.ts'
import { mergeText } from '../../shared/repo/text-merge.ts'
import { gitGround, type PlainTree } from './git-ground.ts'
import { treeCase } from './tree-cases.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 40)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

const EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/** Git's objects in memory. */
function memory() {
  const blobs = new Map<string, Uint8Array>([[EMPTY, Buffer.of()]])
  const write = (bytes: Uint8Array) => {
    const hash = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    blobs.set(hash, bytes)
    return hash
  }
  const read = async (hash: string) => blobs.get(hash) ?? Buffer.of()
  const mergeContents = async ({ base, ours, theirs }: ContentSides): Promise<MergedContent> => {
    const sides = {
      base: base === null ? Buffer.of() : await read(base),
      ours: await read(ours),
      theirs: await read(theirs),
    }
    const merged = mergeText(sides)
    if (merged.kind === 'binary') return merged
    return {
      kind: 'merged',
      hash: write(merged.bytes),
      places: merged.conflicts.map(each => ({ kind: 'text', ...each })),
    }
  }
  const flat = (tree: PlainTree): FlatTree =>
    new Map(
      [...tree].map(([path, { mode, content }]) => [
        path,
        { mode, hash: mode === '160000' ? content : write(Buffer.from(content, 'latin1')) },
      ]),
    )
  return { flat, options: { read, mergeContents } }
}

const listing = (tree: FlatTree) => [...tree].map(([path, { mode, hash }]) => `${mode} ${hash} ${path}`).sort()

test(`TRM1 ${RUNS} seeded trees: where Git merges without a conflict, Weft's tree is Git's`, async () => {
  using ground = gitGround()
  const seeds = Array.from({ length: RUNS }, (_, i) => FIRST_SEED + i)
  ground.build(
    seeds.flatMap(seed => {
      const { base, ours, theirs } = treeCase(seed)
      return [
        { name: `${seed}-base`, parents: [], files: base },
        { name: `${seed}-ours`, parents: [`${seed}-base`], files: ours },
        { name: `${seed}-theirs`, parents: [`${seed}-base`], files: theirs },
      ]
    }),
  )
  let clean = 0
  for (const seed of seeds) {
    const { code, out } = ground.ask('merge-tree', '--write-tree', `${seed}-ours`, `${seed}-theirs`)
    if (code !== 0) continue
    clean += 1
    const { flat, options } = memory()
    const { base, ours, theirs } = treeCase(seed)
    const merged = await mergeTrees({ base: flat(base), ours: flat(ours), theirs: flat(theirs) }, options)
    expect(merged.conflicts, `seed ${seed}`).toEqual([])
    expect(listing(merged.tree), `seed ${seed}`).toEqual(listing(ground.tree(out.trim())))
  }
  expect(clean).toBeGreaterThan(RUNS / 10)
})

test(`TRM1 ${RUNS * 10} seeded trees: always a tree that a disk can hold, no work lost, sides may change places`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS * 10; seed += 1) {
    const { flat, options } = memory()
    const plain = treeCase(seed)
    const [base, ours, theirs] = [flat(plain.base), flat(plain.ours), flat(plain.theirs)]
    const merged = await mergeTrees({ base, ours, theirs }, options)
    const other = await mergeTrees({ base, ours: theirs, theirs: ours }, options)
    const paths = new Set(merged.tree.keys())
    for (const path of paths) {
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        expect(paths.has(path.slice(0, at)), `seed ${seed}: ${path}`).toBe(false)
      }
    }
    const about = (conflicts: typeof merged.conflicts) => conflicts.length === 0
    expect(about(merged.conflicts), `seed ${seed}`).toBe(about(other.conflicts))
    if (about(merged.conflicts)) expect(listing(other.tree), `seed ${seed}`).toEqual(listing(merged.tree))
    const text = async (each: string) => Buffer.from(await options.read(each)).toString('latin1')
    const texts = new Map<string, string>()
    for (const side of [base, ours, theirs, merged.tree]) {
      for (const { hash } of side.values()) texts.set(hash, await text(hash))
    }
    const before = [...base.values()].map(({ hash }) => texts.get(hash)).join('')
    /** All that is new in it stands in one file that is there: both sides did the same. */
    const isContained = (hash: string, among: ReadonlySet<string>) => {
      const fresh = (texts.get(hash) ?? '').split('\n').filter(line => !before.includes(`${line}\n`))
      return fresh.length > 0 && [...among].some(each => fresh.every(line => texts.get(each)?.includes(line) === true))
    }
    const kept = new Set([...merged.tree.values()].map(({ hash }) => hash))
    const known = new Set([...base.values()].map(({ hash }) => hash))
    for (const { hash } of [...ours.values(), ...theirs.values()]) {
      if (known.has(hash) || kept.has(hash)) continue
      // Not there as it was: listed, or merged into something that is there or listed.
      const isListed = merged.conflicts.some(each => each.ours?.hash === hash || each.theirs?.hash === hash)
      const listed = merged.conflicts.flatMap(each => [each.ours?.hash, each.theirs?.hash])
      const isMerged = [...kept, ...listed.filter(each => each !== undefined)].some(
        each => !known.has(each) && ![...ours.values(), ...theirs.values()].some(file => file.hash === each),
      )
      expect(isListed || isMerged || isContained(hash, kept), `seed ${seed}: ${hash}`).toBe(true)
    }
  }
})
