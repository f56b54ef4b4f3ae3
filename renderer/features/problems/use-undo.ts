/** A notice that offers to take a batch or fixes back. */
import { useApp } from '../../commands/app-context.tsx'
import { searchWords } from '../../text/search.ts'

export function useUndo(): (said: string, undo: string | null) => void {
  const { app, notices } = useApp()
  return (said, undo) => {
    if (undo === null) {
      notices.info(said)
      return
    }
    notices.info(said, {
      label: searchWords.problems.undo,
      run: () => {
        app.api.batch.undo({ id: undo }).then(
          ({ scenes, skipped }) => notices.info(searchWords.batch.undone(scenes, skipped)),
          (error: unknown) => notices.error(error),
        )
      },
    })
  }
}
