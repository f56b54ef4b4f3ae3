/** Seeded trees as three sides of a merge: edits, renames of files and folders, deletes, modes, links, submodules. */
import type { PlainFile, PlainTree } from './git-ground.ts'
import { type Random, seeded } from './seeded.ts'

export interface TreeCase {
  readonly base: PlainTree
  readonly ours: PlainTree
  readonly theirs: PlainTree
}

export function treeCase(seed: number): TreeCase {
  const random = seeded(seed)
  const base = new Map<string, PlainFile>()
  for (let i = 3 + random.below(8); i > 0; i -= 1) put(base, freshPath(random), freshFile(random))
  return { base, ours: edited(base, random), theirs: edited(base, random) }
}

export function edited(from: PlainTree, random: Random): PlainTree {
  const tree = new Map(from)
  for (let i = random.below(4); i > 0; i -= 1) editOnce(tree, random)
  return tree
}

const FOLDERS = ['', 'levels/', 'levels/deep/', 'art/', 'scripts/']
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'levels', 'art']

function freshPath(random: Random): string {
  return `${random.pick(FOLDERS)}${random.pick(NAMES)}${random.pick(['', '.gd', '.txt'])}`
}

function freshFile(random: Random): PlainFile {
  switch (random.below(20)) {
    case 0:
      return { mode: '120000', content: random.pick(NAMES) }
    case 1:
      return { mode: '160000', content: String(random.below(10)).repeat(40) }
    case 2:
      return { mode: '100644', content: `\0binary ${random.below(1000)}` }
    case 3:
      return { mode: '100755', content: freshText(random) }
    case 4:
      return { mode: '100644', content: '' }
    default:
      return { mode: '100644', content: freshText(random) }
  }
}

function freshText(random: Random): string {
  return Array.from({ length: 4 + random.below(12) }, () => line(random)).join('')
}

const line = (random: Random) => `line ${random.below(300)}\n`

function editOnce(tree: Map<string, PlainFile>, random: Random): void {
  const paths = [...tree.keys()]
  const path = paths.length === 0 ? null : random.pick(paths)
  const file = path === null ? undefined : tree.get(path)
  if (path === null || file === undefined) {
    put(tree, freshPath(random), freshFile(random))
    return
  }
  switch (random.below(10)) {
    case 0:
      put(tree, freshPath(random), freshFile(random))
      return
    case 1:
      tree.delete(path)
      return
    case 2:
    case 3: {
      tree.delete(path)
      put(tree, freshPath(random), random.below(2) === 0 ? file : editedFile(file, random))
      return
    }
    case 4: {
      const folder = random.pick(['levels/', 'art/', 'scripts/'])
      const to = random.pick(['moved/', 'levels/inner/', 'world/'])
      for (const each of paths.filter(one => one.startsWith(folder))) {
        const moved = tree.get(each)
        tree.delete(each)
        if (moved !== undefined) put(tree, to + each.slice(folder.length), moved)
      }
      return
    }
    case 5:
      if (file.mode === '100644' || file.mode === '100755') {
        tree.set(path, { ...file, mode: file.mode === '100644' ? '100755' : '100644' })
      }
      return
    default:
      tree.set(path, editedFile(file, random))
  }
}

function editedFile(file: PlainFile, random: Random): PlainFile {
  if (file.mode === '160000') return { ...file, content: String(random.below(10)).repeat(40) }
  if (file.mode === '120000') return { ...file, content: random.pick(NAMES) }
  if (file.content.includes('\0')) return { ...file, content: `\0binary ${random.below(1000)}` }
  const lines = file.content.split(/(?<=\n)/)
  lines.splice(random.below(lines.length + 1), random.below(3), line(random))
  return { ...file, content: lines.join('') }
}

/** Whatever stands in the way goes: a file where a folder is needed, a folder where a file is put. */
function put(tree: Map<string, PlainFile>, path: string, file: PlainFile): void {
  for (const other of [...tree.keys()]) {
    if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) tree.delete(other)
  }
  tree.set(path, file)
}
