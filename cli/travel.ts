/** The past of a folder for a command: through its workspace where it has one, else through Git alone. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { decodeContent } from '../host/time-travel/decode-content.ts'
import type {
  ContentThen,
  ExportThen,
  WorkspaceMoment,
  WorkspaceStop,
  WorkspaceThen,
} from '../shared/contract/time-travel.ts'
import { Failure } from './failure.ts'
import { withWorkspace } from './workspace-api.ts'

export interface Travel {
  /** Newest first. */
  stops(limit: number): Promise<readonly WorkspaceStop[]>
  files(at: WorkspaceMoment): Promise<WorkspaceThen>
  /** `path` with `res://`. */
  read(at: WorkspaceMoment, path: string): Promise<ContentThen>
  copy(at: WorkspaceMoment, folder: string): AsyncIterable<ExportThen>
}

export async function openTravel<T>(folder: string, run: (travel: Travel) => Promise<T>): Promise<T> {
  if (!existsSync(join(folder, '.weft', 'weft.db'))) return throughGit(folder, run)
  return withWorkspace(folder, ({ timeTravel }) =>
    run({
      stops: async limit => (await timeTravel.life({ limit, slices: 1 })).entries,
      files: at => timeTravel.files({ at }),
      read: (at, path) => timeTravel.read({ at, path }),
      async *copy(at, into) {
        yield* await timeTravel.export({ at, folder: into })
      },
    }),
  )
}

/** libgit2 is loaded only by commands that need it. */
async function throughGit<T>(folder: string, run: (travel: Travel) => Promise<T>): Promise<T> {
  const { openRepository } = await import('../host/git/open-repository.ts')
  const { createCommitLine } = await import('../host/time-travel/commit-line.ts')
  const { commitStop } = await import('../host/time-travel/stops.ts')
  const { writeCopy } = await import('../host/time-travel/write-copy.ts')
  using line = createCommitLine(folder, openRepository)

  async function revisionOf(at: WorkspaceMoment): Promise<string> {
    if (at.kind === 'commit') return at.revision
    const hash = await line.at(at.time)
    if (hash !== null) return hash
    throw new Failure('NOT_FOUND', 'Nothing is known of a time that long ago.', 'weft time-travel lists what is')
  }

  return await run({
    stops: async limit => (await line.list()).slice(0, limit).map(commitStop),
    async files(at) {
      const { moment, files, since } = await line.files(await revisionOf(at))
      return { moment, files: [...files], since }
    },
    async read(at, path) {
      const relative = path.slice('res://'.length)
      const bytes = await line.read(await revisionOf(at), relative)
      if (bytes === null) throw new Failure('NOT_FOUND', `${relative} was not there then.`, 'leave it out for the list')
      return decodeContent(bytes, relative)
    },
    async *copy(at, into) {
      const revision = await revisionOf(at)
      const source = { paths: await line.paths(revision), read: (path: string) => line.read(revision, path) }
      yield* writeCopy({ source, folder: into, outside: folder })
    },
  })
}
