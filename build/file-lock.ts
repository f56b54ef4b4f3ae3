import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Takes a lock that other processes on this machine respect: a file holding the owner's process id.
 * A lock whose owner has died is taken over. Null if the owner still holds it at `timeoutMs`.
 */
export async function takeFileLock(path: string, timeoutMs: number): Promise<AsyncDisposable | null> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' })
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
    const owner = await readOwner(path)
    if (owner !== null && !isAlive(owner)) await rm(path, { force: true })
    else if (performance.now() > deadline) return null
    else await wait(200)
  }
}

/** The process id in the lock; null while it is being written or once it is gone. */
async function readOwner(path: string): Promise<number | null> {
  try {
    const text = await readFile(path, 'utf8')
    return text === '' ? null : Number(text)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return !hasCode(error, 'ESRCH')
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
