/** Thread that owns the log: the only one that writes, so that an fsync never stops the loop that serves peers. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Compaction, openLogDatabase, type RoomWrite, type StoredToken } from './log-database.ts'
import { serveWorker } from './worker-call.ts'

export interface WriterData {
  readonly path: string
  readonly maxBytes: number
}

export type WriterMethods = ReturnType<typeof createMethods>

function createMethods({ path, maxBytes }: WriterData) {
  const database = openLogDatabase(path, { readonly: false, maxBytes })
  return {
    ready: () => ({ tokens: database.tokens(), workspaceBytes: database.workspaceBytes() }),
    append: ({ writes, atMs }: { writes: readonly RoomWrite[]; atMs: number }) => database.append(writes, atMs),
    compact: (compaction: Compaction) => database.compact(compaction),
    saveToken: (token: StoredToken) => database.saveToken(token),
    deleteTokens: (ids: readonly string[]) => database.deleteTokens(ids),
    forgetAuthors: () => database.forgetAuthors(),
    finish: () => {
      database.checkpoint()
      database.close()
    },
  }
}

if (parentPort) {
  // An own thread's data comes from `startWorker` only.
  const methods = createMethods(workerData as WriterData)
  serveWorker<WriterMethods>(parentPort, methods, () => {})
}
