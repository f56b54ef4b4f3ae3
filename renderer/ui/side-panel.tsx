import type { ReactElement, ReactNode } from 'react'
import { SplitHandle } from './layout.tsx'

const LIMITS = { left: { min: 180, max: 560 }, right: { min: 240, max: 640 } }

/** A panel at the left or right edge, as wide as its line is dragged: `width` in pixels, within what its side allows. */
export function SidePanel(props: {
  readonly side: 'left' | 'right'
  readonly label: string
  readonly resizeLabel: string
  readonly width: number
  readonly onResize: (width: number) => void
  readonly children: ReactNode
}): ReactElement {
  const { side, label, resizeLabel, width, onResize, children } = props
  const isRight = side === 'right'
  const handle = (
    <SplitHandle label={resizeLabel} axis="x" isAfter={isRight} size={width} {...LIMITS[side]} onResize={onResize} />
  )
  return (
    <aside className={isRight ? 'panel-right' : 'panel-left'} style={{ width }} aria-label={label}>
      {isRight && handle}
      <div className="panel-column">{children}</div>
      {!isRight && handle}
    </aside>
  )
}
