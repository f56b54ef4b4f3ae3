/**
 * What met when Git merged a scene through Weft, kept beside the repository (`.git/weft/merges`) until somebody has
 * looked at it: the command that merged may have run without any window open.
 *
 * One record a file; merging the file again replaces it, so that the merges Git makes on the way to a merge leave none.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { MergeConflict, MergeNotice } from '../../shared/scene/merge/conflict.ts'
import { isMissing, writeWhole } from '../files/write-whole.ts'

const text = z.string()
const chosen = z.enum(['ours', 'theirs', 'both', 'base'])

const recordShape = z.object({
  version: z.literal(1),
  /** From the root of the repository, `/` between names. */
  path: text,
  /** Unix ms. */
  time: z.number(),
  strategy: z.enum(['auto', 'ours', 'theirs', 'manual']),
  texts: z.object({ base: text, ours: text, theirs: text }),
  /** sha-256 (hex) of the merged text: the record counts once the file has been seen so. */
  result: text,
  /** What a person chose since, by the id of a conflict. */
  choices: z.record(text, chosen),
  /** Ids of conflicts somebody has looked at. */
  settled: z.array(text),
  isSeen: z.boolean(),
  /** How many there are, for saying so without merging again. */
  count: z.number(),
})
export type MergeRecord = z.infer<typeof recordShape>

export interface MergedFile {
  readonly path: string
  readonly time: number
  readonly strategy: MergeRecord['strategy']
  readonly texts: MergeRecord['texts']
  readonly text: string
  readonly conflicts: readonly MergeConflict[]
  readonly notices: readonly MergeNotice[]
}

/** `folder`: `git rev-parse --git-path weft/merges`, absolute. */
export interface MergeRecords {
  keep(merged: MergedFile): Promise<void>
  list(): Promise<readonly MergeRecord[]>
  put(record: MergeRecord): Promise<void>
  remove(path: string): Promise<void>
}

export function createMergeRecords(folder: string): MergeRecords {
  const fileOf = (path: string) => join(folder, `${sha256(path).slice(0, 32)}.json`)

  async function put(record: MergeRecord): Promise<void> {
    await mkdir(folder, { recursive: true })
    await writeWhole(fileOf(record.path), Buffer.from(JSON.stringify(record), 'utf8'))
  }

  async function remove(path: string): Promise<void> {
    await rm(fileOf(path), { force: true })
  }

  return {
    put,
    remove,
    async keep({ path, time, strategy, texts, text: result, conflicts }) {
      const count = conflicts.filter(({ within }) => within === undefined).length
      if (count === 0) await remove(path)
      else {
        await put({
          version: 1,
          path,
          time,
          strategy,
          texts,
          result: sha256(result),
          choices: {},
          settled: [],
          isSeen: false,
          count,
        })
      }
    },
    async list() {
      const records: MergeRecord[] = []
      for (const name of (await namesIn(folder)).sort()) {
        const record = readRecord(await readFile(join(folder, name), 'utf8'))
        if (record !== null) records.push(record)
      }
      return records
    },
  }
}

export function sha256(of: string): string {
  return createHash('sha256').update(of, 'utf8').digest('hex')
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(name => /^[0-9a-f]{32}\.json$/.test(name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** null for one of another version, or torn: it stays where it is. */
function readRecord(json: string): MergeRecord | null {
  try {
    const read = recordShape.safeParse(JSON.parse(json))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
