/** Reads the header of an archive of Electron: sizes, then JSON with a tree of files. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

interface Folder {
  readonly files: Readonly<Record<string, Folder | File>>
}

const file = z.object({ size: z.number(), unpacked: z.boolean().optional(), offset: z.string().optional() })
type File = z.infer<typeof file>
const folder: z.ZodType<Folder> = z.lazy(() => z.object({ files: z.record(z.string(), z.union([folder, file])) }))

export interface ArchivedFile {
  readonly path: string
  /** Beside the archive, not in it. */
  readonly isUnpacked: boolean
}

export function listArchive(path: string): readonly ArchivedFile[] {
  const bytes = readFileSync(path)
  const length = bytes.readUInt32LE(12)
  return list(folder.parse(JSON.parse(bytes.toString('utf8', 16, 16 + length))), '')
}

function list({ files }: Folder, prefix: string): ArchivedFile[] {
  return Object.entries(files).flatMap(([name, entry]) => {
    const path = `${prefix}${name}`
    return 'files' in entry ? list(entry, `${path}/`) : [{ path, isUnpacked: entry.unpacked === true }]
  })
}
