/** Long-running commands: one line when ready, a clean stop on SIGTERM, SIGINT and SIGHUP, exit code 0. */

/** What does not let go within this time is left behind. */
const longestStopMs = 10_000

/** Prints `ready`, if given, as one line of JSON, waits for a signal, disposes `running`. A second signal ends at once. */
export async function runUntilStopped(running: AsyncDisposable, ready: object | null): Promise<void> {
  // Before it is said to be ready: whoever waits for that may stop it at once.
  const stopped = stopSignal()
  if (ready !== null) process.stdout.write(`${JSON.stringify(ready)}\n`)
  await stopped
  process.once('SIGINT', () => process.exit(130))
  await running[Symbol.asyncDispose]()
  // Only if something still holds the process.
  setTimeout(() => process.exit(0), longestStopMs).unref()
}

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
