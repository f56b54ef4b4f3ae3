/** Copies of files and folders, from what their documents say now. What names a file for good is not copied with it. */
import { AppError } from '../../shared/contract/errors.ts'
import { freeName } from '../../shared/repo/free-name.ts'
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { besides, filesOf } from './tree-selection.ts'

interface Deps {
  readonly workspace: Workspace
  readonly random: (bytes: number) => Uint8Array
}

interface Copied {
  /** Of each copy, file or folder. */
  readonly roots: readonly string[]
  readonly all: readonly string[]
}

/** Godot makes these anew: two files may not have one uid. */
const NOT_COPIED = /\.uid$/

export async function copyFiles(
  { workspace, random }: Deps,
  copies: readonly { readonly entry: RepoEntry; readonly to: string }[],
): Promise<Copied> {
  // Files say then what their documents say.
  await workspace.whenSettled()
  const roots: string[] = []
  const all: string[] = []
  for (const { entry, to } of copies) {
    if (to.startsWith(`${entry.path}/`)) {
      throw new AppError('BAD_REQUEST', 'A folder cannot be copied into itself.', { path: `res://${to}` })
    }
    const root = freePath(workspace.tree, to)
    roots.push(root)
    const beside = besides(workspace.tree, entry).map(each => each.entry)
    for (const file of [...filesOf(workspace.tree, entry), ...beside]) {
      if (NOT_COPIED.test(file.path)) continue
      const path = root + file.path.slice(entry.path.length)
      await workspace.createFile(path, copyOf(path, await workspace.readBytes(file.path), random))
      all.push(path)
    }
  }
  return { roots, all }
}

function freePath(tree: RepoTree, wanted: string): string {
  const at = wanted.lastIndexOf('/') + 1
  const folder = wanted.slice(0, at)
  const siblings = tree.entries.filter(entry => entry.path.slice(0, entry.path.length - entry.name.length) === folder)
  return (
    folder +
    freeName(
      wanted.slice(at),
      siblings.map(sibling => sibling.name),
    )
  )
}

/** The header of a scene gets a uid of its own; that of an import is left to Godot. */
function copyOf(path: string, bytes: Uint8Array, random: Deps['random']): Uint8Array {
  if (!/\.(?:tscn|tres|import)$/.test(path)) return bytes
  const text = Buffer.from(bytes).toString('utf8')
  const changed = path.endsWith('.import')
    ? text.replace(/^uid="uid:\/\/[^"]*"\r?\n/m, '')
    : text.replace(/^(\[gd_(?:scene|resource)\b[^\]\n]*?\buid=")uid:\/\/[^"]*(")/, `$1${newUid(random)}$2`)
  return Buffer.from(changed, 'utf8')
}

/** As Godot writes them: letters and digits of a random number. */
function newUid(random: Deps['random']): string {
  const letters = 'abcdefghijklmnopqrstuvwxy012345678'
  return `uid://${[...random(13)].map(byte => letters[byte % letters.length]).join('')}`
}
