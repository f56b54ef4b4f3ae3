/**
 * What base, ours and theirs have of the contested files of the index, as three trees, so that they are merged as any
 * three trees are: a rename is one again, and a name that is taken is known to be.
 *
 * Where both sides renamed a file, or histories crossed, Git puts a text of its own with markers into the index: they are
 * taken out again.
 */
import { withoutMarkers } from '../../../shared/repo/conflict-markers.ts'
import { isRegular } from '../../../shared/repo/flat-tree.ts'
import type { FlatTree, Hash, TreeFile } from '../../../shared/repo/git-object.ts'
import type { TreeSides } from '../../../shared/repo/merge-trees.ts'
import type { Entries } from './contested.ts'
import { baseTree, EMPTY_TREE } from './merge-commits.ts'
import type { OperationContext } from './operation-context.ts'
import { readStashes } from './stash-list.ts'
import { readUnderWay } from './under-way.ts'

const SIDES = ['base', 'ours', 'theirs'] as const

/** With everything that is not contested, alike on all three. */
export async function settleSides(
  context: OperationContext,
  { settled, contested }: Entries,
  paths: Iterable<string>,
): Promise<TreeSides> {
  const trees = { base: new Map(settled), ours: new Map(settled), theirs: new Map(settled) }
  const commits = await commitTrees(context, contested)
  const known = commits && {
    base: hashesOf(commits.base),
    ours: hashesOf(commits.ours),
    theirs: hashesOf(commits.theirs),
  }
  for (const path of paths) {
    const entry = contested.get(path)
    for (const side of SIDES) {
      const file = entry?.[side] ?? null
      if (file === null) continue
      const isSomebodys = known?.[side].has(file.hash) === true || !isRegular(file)
      trees[side].set(path, isSomebodys ? file : await fileOf(context, side, file, commits?.[side].get(path) ?? null))
    }
  }
  return trees
}

/** What Git made itself: of a base with markers Weft has a better one, of a side with markers what that side says. */
async function fileOf(
  { repository }: OperationContext,
  side: 'base' | 'ours' | 'theirs',
  file: TreeFile,
  committed: TreeFile | null,
): Promise<TreeFile> {
  const bytes = Buffer.from(await repository.readBlob(file.hash))
  // A character for each byte: whatever the text is written in, it comes through.
  const text = withoutMarkers(bytes.toString('latin1'), side)
  if (text === null) return file
  if (side === 'base' && committed !== null) return committed
  return { mode: file.mode, hash: await repository.writeBlob(Buffer.from(text, 'latin1')) }
}

/** Of the commits that were being merged; null where it cannot be told which those are. */
async function commitTrees(context: OperationContext, contested: Entries['contested']): Promise<TreeSides | null> {
  const { repository } = context
  const { hash: ours } = await repository.head()
  if (ours === null) return null
  const found = await commitsOf(context, ours, contested)
  if (found === null) return null
  const treeOf = async (hash: Hash | null) => (hash === null ? EMPTY_TREE : repository.readTree(hash))
  const base = 'bases' in found ? await baseTree(context, found.bases) : await treeOf(found.base)
  return { base, ours: await treeOf(ours), theirs: await treeOf(found.theirs) }
}

type Commits = { readonly theirs: Hash | null } & ({ readonly base: Hash | null } | { readonly bases: readonly Hash[] })

async function commitsOf(
  context: OperationContext,
  ours: Hash,
  contested: Entries['contested'],
): Promise<Commits | null> {
  const { repository } = context
  const underWay = await readUnderWay(repository.gitFolder)
  switch (underWay?.kind) {
    case 'merge': {
      const [theirs, ...more] = underWay.parents
      if (theirs === undefined || more.length > 0) return null
      return { bases: await repository.mergeBases(ours, theirs), theirs }
    }
    case 'cherry-pick':
    case 'rebase':
    case 'revert': {
      if (underWay.commit === null) return null
      const { hash, parents } = await repository.readCommit(underWay.commit)
      // Of a merge Git does not say against which parent.
      if (parents.length > 1) return null
      const [parent = null] = parents
      return underWay.kind === 'revert' ? { base: hash, theirs: parent } : { base: parent, theirs: hash }
    }
    case 'am':
      return null
    case undefined:
      return stashOf(context, contested)
  }
}

/** Git does not say which stash was applied: the newest that has all of these files. */
async function stashOf({ repository }: OperationContext, contested: Entries['contested']): Promise<Commits | null> {
  const paths = [...contested].flatMap(([path, { theirs }]) => (theirs === null ? [] : [path]))
  for (const { to } of await readStashes(repository)) {
    const tree = await repository.readTree(to)
    const [base = null] = (await repository.readCommit(to)).parents
    if (paths.every(path => tree.has(path))) return { base, theirs: to }
  }
  return null
}

function hashesOf(tree: FlatTree): ReadonlySet<Hash> {
  return new Set(Array.from(tree.values(), ({ hash }) => hash))
}
