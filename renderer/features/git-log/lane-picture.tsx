/** The lines of development in one row of the log: each row draws its own half of what leads to its neighbours. */
import type { ReactElement } from 'react'
import { useRowHeight } from '../../ui/row-height.ts'
import type { Lane } from './use-log.ts'

/** Pixels. */
const WIDTH = 12
const MARGIN = 10
/** Lanes that are drawn; those beyond are cut off at the edge. */
const MOST = 14
/** Hues of people that can be told apart in both themes; the first line is neutral. */
const HUES = [7, 2, 5, 8, 3, 6, 9, 4, 0, 1]

export function laneWidth(lanes: number): number {
  return MARGIN * 2 + (Math.min(lanes, MOST) - 1) * WIDTH
}

export function LanePicture(props: {
  readonly lane: Lane
  readonly lanes: number
  readonly isMerge: boolean
  readonly isHere: boolean
}): ReactElement {
  const { lane, lanes, isMerge, isHere } = props
  const height = useRowHeight()
  const middle = height / 2
  return (
    <svg className="git-lanes" width={laneWidth(lanes)} height={height} aria-hidden fill="none" strokeWidth="1.5">
      {lane.above.map(({ from, to, track }) => (
        <path key={`${from}>${to}`} d={curve(from, middle - height, to, middle)} style={{ stroke: hue(track) }} />
      ))}
      {lane.below.map(({ from, to, track }) => (
        <path key={`${from}<${to}`} d={curve(from, middle, to, middle + height)} style={{ stroke: hue(track) }} />
      ))}
      <circle
        cx={laneX(lane.at)}
        cy={middle}
        r={isHere ? 4.5 : isMerge ? 3 : 3.5}
        style={{
          stroke: isHere ? 'var(--accent)' : hue(lane.track),
          fill: isHere ? 'var(--accent)' : isMerge ? 'var(--panel)' : hue(lane.track),
        }}
      />
    </svg>
  )
}

function laneX(lane: number): number {
  return MARGIN + lane * WIDTH
}

/** Leaves and arrives upright. */
function curve(from: number, top: number, to: number, bottom: number): string {
  const [x1, x2, middle] = [laneX(from), laneX(to), (top + bottom) / 2]
  return x1 === x2 ? `M${x1} ${top}V${bottom}` : `M${x1} ${top}C${x1} ${middle} ${x2} ${middle} ${x2} ${bottom}`
}

function hue(track: number): string {
  return track === 0 ? 'var(--text-third)' : `var(--person-${HUES[(track - 1) % HUES.length]})`
}
