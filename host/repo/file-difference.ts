/** One file on two sides: what differs in it, as hunks that can be staged one by one, or only how large both are. */
import type { RepoFileDiff, RepoHunk, RepoSide } from '../../shared/contract/repo-data.ts'
import { REPO_DIFF_LINES } from '../../shared/limits.ts'
import { type FileHunk, fileHunks } from '../../shared/repo/file-hunks.ts'
import type { Repository } from '../git/engine.ts'
import { bytesOf, hasLines, hunkId, type SideFile, storedFile } from '../git/side-file.ts'

export interface AskedFile {
  readonly old: RepoSide
  readonly new: RepoSide
  readonly path: string
  /** On the old side. */
  readonly from?: string | undefined
}

export async function fileDifference(repository: Repository, asked: AskedFile): Promise<RepoFileDiff> {
  const old = await fileOf(repository, asked.old, asked.from ?? asked.path)
  const now = await fileOf(repository, asked.new, asked.path)
  if (!hasLines(old) || !hasLines(now)) {
    return { kind: 'binary', oldBytes: old?.bytes.length ?? null, newBytes: now?.bytes.length ?? null }
  }
  const hunks: RepoHunk[] = []
  let lines = 0
  let isCut = false
  for (const hunk of fileHunks(bytesOf(old), bytesOf(now))) {
    lines += hunk.lines.length
    isCut = lines > REPO_DIFF_LINES
    if (isCut) break
    hunks.push(shownHunk(hunk))
  }
  return { kind: 'text', hunks, isCut }
}

/** Null where that side has no such file. */
export async function fileOf(repository: Repository, side: RepoSide, path: string): Promise<SideFile | null> {
  switch (side.kind) {
    case 'empty':
      return null
    case 'folder': {
      const bytes = await repository.readFile(path)
      return bytes === null ? null : { mode: '100644', bytes }
    }
    case 'index': {
      const entry = (await repository.readIndex()).find(
        each => each.path === path && (each.stage === 0 || each.stage === 2),
      )
      return entry === undefined ? null : storedFile(repository, entry)
    }
    case 'revision': {
      const entry = await repository.readEntry(await repository.resolve(side.revision), path)
      return entry === null ? null : storedFile(repository, entry)
    }
  }
}

/** Of no lines the line before is named, as Git does. */
function shownHunk(hunk: FileHunk): RepoHunk {
  const [oldLines, newLines] = [hunk.old.end - hunk.old.start, hunk.new.end - hunk.new.start]
  return {
    id: hunkId(hunk),
    oldStart: oldLines === 0 ? hunk.old.start : hunk.old.start + 1,
    oldLines,
    newStart: newLines === 0 ? hunk.new.start : hunk.new.start + 1,
    newLines,
    lines: hunk.lines.map(({ kind, characters }) => ({ kind, text: textOf(characters) })),
  }
}

function textOf(characters: string): string {
  return Buffer.from(characters.replace(/\n$/, ''), 'latin1').toString('utf8')
}
