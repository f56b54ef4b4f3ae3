/** Replacing in files: runs once at a time, and offers to take all of it back. */
import { useState } from 'react'
import type { TextQueryInput } from '../../../shared/contract/text-search.ts'
import { useApp } from '../../commands/app-context.tsx'
import { textSearchWords as text } from '../../text/text-search.ts'

export interface ReplaceWish {
  readonly query: TextQueryInput
  readonly by: string
  readonly paths: readonly string[]
}

export function useReplace(): { readonly isRunning: boolean; readonly run: (wish: ReplaceWish) => void } {
  const { app, notices } = useApp()
  const [isRunning, setRunning] = useState(false)

  async function takeBack(id: string): Promise<void> {
    const { files, skipped } = await app.api.textSearch.undoReplace({ id })
    notices.info(text.undone(files, skipped))
  }

  async function replace({ query, by, paths }: ReplaceWish): Promise<void> {
    let done = 0
    let skipped = 0
    for await (const { file, undo, isOver, fault } of await app.api.textSearch.replace({
      query,
      by,
      paths: [...paths],
      dryRun: false,
    })) {
      if (file?.outcome === 'replaced') done += 1
      if (file?.outcome === 'skipped') skipped += 1
      if (!isOver) continue
      const said = [
        ...(fault === null ? [] : [fault]),
        text.replaced(done),
        ...(skipped > 0 ? [text.skipped(skipped)] : []),
      ].join(' ')
      if (undo === null) notices.info(said)
      else notices.info(said, { label: text.undo, run: () => takeBack(undo).catch(notices.error) })
    }
  }

  return {
    isRunning,
    run(wish) {
      setRunning(true)
      replace(wish)
        .catch(notices.error)
        .finally(() => setRunning(false))
    },
  }
}
