/**
 * Keeps the bytes that the tree names where they are needed: what it waits for is fetched, and what it names is on the
 * relay before the relay hears of it.
 */
import { isAppError } from '../../shared/contract/errors.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { BlobTransfer } from './blob-transfer.ts'
import type { Schedule } from './schedule.ts'

export interface BlobExchange extends Disposable {
  /** Connected: fetches what is wanted, now and whenever more is. */
  start(): void
  stop(): void
  /** Resolves when everything the tree names, and that is here, is on the relay. Throws AppError RELAY. */
  uploadNamed(): Promise<void>
  /** The relay knows the whole tree as it is here: then whoever told it has put the bytes there. */
  trustTree(): void
  readonly isBusy: boolean
}

interface Deps {
  readonly workspace: Pick<Workspace, 'tree' | 'blob' | 'putBlob' | 'wanted' | 'onDidChangeWanted' | 'setProgress'>
  readonly transfer: BlobTransfer
  readonly schedule: Schedule
  readonly onDidChange: () => void
  readonly log: { warn(data: object, message: string): void }
}

const transfersAtOnce = 4
const firstRetryMs = 1_000
const longestRetryMs = 60_000
/** Fewer come too quickly to be worth a bar. */
const filesWithProgress = 4
const bytesWithProgress = 1024 * 1024

export function createBlobExchange({ workspace, transfer, schedule, onDidChange, log }: Deps): BlobExchange {
  const atRelay = new Set<string>()
  /** Here, though the workspace may need a moment to use them. */
  const fetched = new Set<string>()
  let controller: AbortController | null = null
  let isFetching = false
  let isAskedAgain = false
  let uploading: Promise<void> | null = null
  let retry: Disposable | null = null
  let retries = 0
  const wanted = workspace.onDidChangeWanted(() => fetchWanted())

  function named(): string[] {
    const hashes = new Set<string>()
    for (const entry of workspace.tree.entries) {
      for (const hash of [entry.seed, entry.hash]) if (hash !== null && !atRelay.has(hash)) hashes.add(hash)
    }
    return [...hashes]
  }

  function fetchWanted(): void {
    if (controller === null) return
    isAskedAgain = true
    if (isFetching) return
    isFetching = true
    onDidChange()
    void fetchAll(controller.signal)
      .catch(error => {
        if (!isCancelled(error)) log.warn({ error }, 'files could not be fetched')
        return true
      })
      .then(isIncomplete => {
        isFetching = false
        workspace.setProgress(null)
        onDidChange()
        if (isIncomplete) retryLater()
        else retries = 0
      })
  }

  /** True where something could not be had yet. */
  async function fetchAll(signal: AbortSignal): Promise<boolean> {
    const missing = new Set<string>()
    while (isAskedAgain && !signal.aborted) {
      isAskedAgain = false
      const blobs = workspace.wanted().filter(blob => !missing.has(blob.hash) && !fetched.has(blob.hash))
      if (blobs.length === 0) break
      const progress = createProgress(workspace, 'Bringing the project', blobs)
      await forEachAtOnce(blobs, signal, async blob => {
        const bytes = await transfer.download(blob.hash, signal, bytesMore => progress.received(bytesMore))
        if (bytes === undefined) missing.add(blob.hash)
        else {
          await workspace.putBlob(bytes)
          atRelay.add(blob.hash)
          fetched.add(blob.hash)
        }
        progress.finished()
      })
    }
    return missing.size > 0
  }

  function retryLater(): void {
    if (controller === null || retry !== null) return
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(retries, 6))
    retries += 1
    retry = schedule.after(delayMs, () => {
      retry = null
      fetchWanted()
    })
  }

  async function uploadAll(signal: AbortSignal): Promise<void> {
    for (let hashes = named(); hashes.length > 0; hashes = named()) {
      const progress = createProgress(
        workspace,
        'Sending the project',
        hashes.map(() => ({ sizeBytes: 0 })),
      )
      await forEachAtOnce(hashes, signal, async hash => {
        const bytes = await workspace.blob(hash)
        // Not here: it came from the relay, or is on its way.
        if (bytes !== undefined) await transfer.upload(hash, bytes, signal)
        atRelay.add(hash)
        progress.finished()
      })
    }
  }

  return {
    start() {
      controller ??= new AbortController()
      fetchWanted()
    },
    stop() {
      controller?.abort()
      controller = null
      retry?.[Symbol.dispose]()
      retry = null
    },
    uploadNamed() {
      if (controller === null || named().length === 0) return Promise.resolve()
      uploading ??= uploadAll(controller.signal).finally(() => {
        uploading = null
        workspace.setProgress(null)
        onDidChange()
      })
      return uploading
    },
    trustTree() {
      for (const hash of named()) atRelay.add(hash)
    },
    get isBusy() {
      return isFetching || uploading !== null
    },
    [Symbol.dispose]() {
      wanted[Symbol.dispose]()
      controller?.abort()
      controller = null
      retry?.[Symbol.dispose]()
    },
  }
}

/** In bytes where all sizes are known, else in files. */
function createProgress(
  workspace: Pick<Workspace, 'setProgress'>,
  label: string,
  blobs: readonly { readonly sizeBytes: number }[],
) {
  const totalBytes = blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0)
  const isInBytes = blobs.every(blob => blob.sizeBytes > 0)
  const isShown = blobs.length >= filesWithProgress || totalBytes > bytesWithProgress
  let files = 0
  let bytes = 0
  function show(): void {
    if (!isShown) return
    workspace.setProgress(
      isInBytes
        ? { label, done: Math.min(bytes, totalBytes), total: totalBytes, unit: 'bytes' }
        : { label, done: files, total: blobs.length, unit: 'files' },
    )
  }
  show()
  return {
    received(more: number) {
      bytes += more
      if (isInBytes) show()
    },
    finished() {
      files += 1
      show()
    },
  }
}

/** A failure stops the others and is thrown. */
async function forEachAtOnce<T>(
  items: readonly T[],
  signal: AbortSignal,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items].reverse()
  async function work(): Promise<void> {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      signal.throwIfAborted()
      await run(item)
    }
  }
  try {
    await Promise.all(Array.from({ length: transfersAtOnce }, work))
  } finally {
    left.length = 0
  }
}

function isCancelled(error: unknown): boolean {
  return !isAppError(error) && error instanceof Error && error.name === 'AbortError'
}
