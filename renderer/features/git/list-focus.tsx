/** Gives the focus to the list of a part once it has come, where a key or a command asked for that part. */
import { useEffect } from 'react'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { setGit } from './git-actions.ts'

/** Stands where the list stands, or what says that it is empty: then the tab of the part has the focus. */
export function ListFocus(): null {
  const { shell } = useApp()
  const isWanted = useShell(state => state.git.isFocusWanted)
  useEffect(() => {
    if (!isWanted) return
    // The palette that asked gives the focus back to where it was when it goes.
    const frame = requestAnimationFrame(() => {
      const panel = document.querySelector('.git-panel')
      const list = panel?.querySelector<HTMLElement>('[role="treegrid"]')
      const place = list ?? panel?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
      place?.focus()
      setGit(shell, { isFocusWanted: false })
    })
    return () => cancelAnimationFrame(frame)
  }, [shell, isWanted])
  return null
}
