/** Repairs and references that lead nowhere, of the scene in front and of files that cannot be read. */
import { CircleX, Info, TriangleAlert } from 'lucide-react'
import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { useApp, useFrontScene, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { findProblems, type Problem } from './find-problems.ts'

const icons = {
  error: <CircleX className="icon" role="img" aria-label="Error" style={{ color: 'var(--error)' }} />,
  warning: <TriangleAlert className="icon" role="img" aria-label="Warning" style={{ color: 'var(--warning)' }} />,
  info: <Info className="icon second" role="img" aria-label="Note" />,
}

/** Of the scene in front, then unreadable files. */
export function useProblems(): readonly Problem[] {
  const { shell } = useApp()
  const session = useFrontScene()
  const files = useHost(view => view.files)
  const scene = useSceneOrNull(session)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `scene` stands for what the session shows.
  return useMemo(() => {
    const faults = (files ?? []).flatMap(({ path, fault }): Problem[] =>
      fault === null
        ? []
        : [
            {
              key: path,
              severity: 'error',
              text: words.problems.fault,
              place: path.slice(6),
              detail: `${words.problems.line(fault.line)}: ${fault.reason}`,
              node: null,
              action: { label: words.problems.open, run: () => openTab(shell, 'scene', path) },
            },
          ],
    )
    return [...(session === null ? [] : findProblems(session)), ...faults]
  }, [session, scene, files, shell])
}

function useSceneOrNull(session: SceneSession | null): unknown {
  const [scene, setScene] = useState<unknown>(null)
  useEffect(() => {
    if (session === null) return
    setScene(session.document.scene)
    return session.document.onDidChange(change => setScene(change.scene))
  }, [session])
  return scene
}

export function Problems(): ReactElement {
  const { notices } = useApp()
  const session = useFrontScene()
  const problems = useProblems()
  if (problems.length === 0) return <Empty>{words.problems.none}</Empty>
  return (
    <ul className="list" aria-label={words.problems.title}>
      {problems.map(problem => (
        <li key={problem.key} className="list-row">
          {icons[problem.severity]}
          <span>{problem.text}</span>
          <span className="mono ellipsis">{problem.place}</span>
          <span className="mono meta ellipsis grow">{problem.detail}</span>
          {problem.node !== null && session !== null && (
            <Button kind="text" onPress={() => problem.node !== null && selectNodes(session, [problem.node])}>
              {words.problems.show}
            </Button>
          )}
          {problem.action !== null && (
            <Button
              kind="text"
              onPress={() => {
                try {
                  problem.action?.run()
                } catch (error) {
                  notices.error(error)
                }
              }}
            >
              {problem.action.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
