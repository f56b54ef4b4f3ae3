import type { ReactElement } from 'react'
import { useHost } from '../../commands/app-context.tsx'
import { historyWords } from '../../text/history.ts'
import { realityById } from '../realities/index.ts'

/** `Merge night-lighting into main`. */
export function MergeTabName({ reality }: { readonly reality: string }): ReactElement {
  const graph = useHost(view => view.graph)
  const from = realityById(graph, reality)
  const into = realityById(graph, from?.parent ?? null)
  return <>{historyWords.merge.tab(from?.name ?? reality, into?.name ?? '')}</>
}
