/** A text as it was, or its lines against those of now, as the repository shows them. */
import { type ReactElement, useMemo } from 'react'
import { travelWords } from '../../text/time-travel.ts'
import { Empty } from '../../ui/layout.tsx'
import { DiffLines } from '../git-diff/index.ts'
import { Lines } from '../text-view/index.ts'
import { textHunks } from './text-hunks.ts'
import type { ThenMode } from './then-switch.tsx'

export function TextThen(props: {
  readonly path: string
  readonly was: string
  readonly now: string
  readonly mode: ThenMode
}): ReactElement {
  const { path, was, now, mode } = props
  const parts = useMemo(() => (mode === 'against' ? [textHunks(was, now)] : []), [mode, was, now])
  if (mode === 'past') return <Lines text={was} mark={null} />
  if (was === now) return <Empty>{travelWords.sameNow}</Empty>
  return <DiffLines path={path} parts={parts} acts={null} />
}
