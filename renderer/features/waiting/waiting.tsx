/** What was written here and has not reached the relay: each change, newest first. */
import { type ReactElement, useEffect, useState } from 'react'
import type { WaitingChange } from '../../../shared/contract/data.ts'
import { useApp, useFrontScene, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Empty } from '../../ui/layout.tsx'
import { ChangeIcon } from '../node-icon/index.ts'

export function Waiting(): ReactElement {
  const { app, shell, notices } = useApp()
  const count = useHost(view => view.app?.workspace?.waiting ?? 0)
  const connection = useHost(view => view.app?.workspace?.connection ?? 'alone')
  const front = useFrontScene()
  const [changes, setChanges] = useState<readonly WaitingChange[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again whenever the count moves.
  useEffect(() => {
    let isCurrent = true
    app.api.waiting.list().then(
      found => isCurrent && setChanges(found),
      (error: unknown) => isCurrent && notices.error(error),
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, count])
  if (changes.length === 0) return <Empty>{connection === 'alone' ? words.waiting.alone : words.waiting.none}</Empty>
  const here = changes.filter(change => change.file === front?.path).length
  return (
    <>
      <p className="list-note meta">{words.waiting.inScene(here, changes.length)}</p>
      <ul className="list" aria-label={words.waiting.list}>
        {changes.map(change => (
          <li key={`${change.time}:${change.file}:${change.node}:${change.text}`}>
            <button type="button" className="list-row" onClick={() => openTab(shell, 'scene', change.file)}>
              <ChangeIcon kind={change.kind} label={words.waiting.kinds[change.kind]} />
              <span>{change.node}</span>
              <span className="second ellipsis grow">{change.text}</span>
              {change.file !== front?.path && <span className="meta mono ellipsis">{change.file.slice(6)}</span>}
              <span className="meta">{words.time(change.time)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
