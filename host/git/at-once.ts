/** Work on many files, some at a time: each waits for the disk most of the while. */

const AT_ONCE = 8

/** Ends when all are done. Rejects with the first failure; what was begun then goes on. */
export async function eachAtOnce<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of left) await run(item)
    }),
  )
}
