/** Repairs and references that lead nowhere, of the scene in front and of files that cannot be read. */
import { CircleX, Info, TriangleAlert } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import { useApp, useFrontScene, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { selectNodes, useSceneOrNull } from '../../session/scene-session.ts'
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
    return [...(session === null || scene === null ? [] : findProblems(session, scene)), ...faults]
  }, [session, scene, files, shell])
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
