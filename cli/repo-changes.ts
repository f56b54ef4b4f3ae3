/** Changed files for people: a patch for text, and for scenes the words of Weft's scene diff. */
import type { FileChange, Repository } from '../host/git/engine.ts'
import { isAppError } from '../shared/contract/errors.ts'
import type { TreeFile } from '../shared/repo/git-object.ts'
import { type PatchSide, unifiedPatch } from '../shared/repo/patch.ts'
import { Failure } from './failure.ts'
import { printSceneDiff } from './print-scene-diff.ts'
import { diffBytes } from './scene-source.ts'

/** The fields that scripts ask for; what the files are is under `old` and `new`. */
export function changeJson({ path, status, from, old, new: now }: FileChange): object {
  return { path, status, ...(from === undefined ? {} : { from }), old, new: now }
}

const NAMES: Readonly<Record<FileChange['status'], string>> = { added: 'A', modified: 'M', deleted: 'D', renamed: 'R' }

export function printNames(files: readonly FileChange[]): string {
  return files
    .map(({ path, status, from }) => `${NAMES[status]}  ${from === undefined ? path : `${from} → ${path}`}\n`)
    .join('')
}

/** `isLines`: scenes as their text is, too, e.g. to stage hunks of them. */
export async function printChange(repository: Repository, change: FileChange, isLines = false): Promise<string> {
  const { path, from } = change
  const [old, now] = [await sideOf(repository, from ?? path, change.old), await sideOf(repository, path, change.new)]
  const words = isLines || old === null || now === null ? null : sceneWords(change, old, now)
  return words ?? unifiedPatch({ path, ...(from === undefined ? {} : { from }), old, new: now })
}

/** Null for what is no scene on both sides: its text says more than an error would. */
function sceneWords({ path, from = path }: FileChange, old: PatchSide, now: PatchSide): string | null {
  if (!/\.(?:tscn|tres)$/.test(path) || old.hash === now.hash) return null
  try {
    const diff = diffBytes({ name: from, bytes: old.bytes }, { name: path, bytes: now.bytes })
    const isColoured = process.stdout.isTTY && process.env.NO_COLOR === undefined
    return `scene diff a/${from} b/${path}\n${printSceneDiff(diff, isColoured)}`
  } catch (error) {
    if (error instanceof Failure || isAppError(error)) return null
    throw error
  }
}

/** A file of the folder is in no object. */
async function sideOf(repository: Repository, path: string, file: TreeFile | null): Promise<PatchSide | null> {
  if (file === null) return null
  if (file.mode === '160000') return { ...file, bytes: Buffer.from(`Subproject commit ${file.hash}\n`) }
  try {
    return { ...file, bytes: await repository.readBlob(file.hash) }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error
    const bytes = await repository.readFile(path)
    if (bytes === null) throw error
    return { ...file, bytes }
  }
}
