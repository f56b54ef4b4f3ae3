/** How much was done when, and by whom: a bar for each slice of the scene's life, in the hues of those who worked. */
import { memo, type ReactElement } from 'react'
import type { Life } from './moments.ts'
import { shareOf } from './moments.ts'

/** Pixels. */
const height = 64
const gap = 2

/** `until`: what is later is dimmed. */
export const DensityBars = memo(function DensityBars(props: {
  readonly density: Life['density']
  readonly from: number
  readonly to: number
  readonly until: number
}): ReactElement {
  const { density, from, to, until } = props
  const most = Math.max(1, ...density.map(slice => slice.counts.reduce((sum, { count }) => sum + count, 0)))
  const width = 100 / Math.max(1, density.length)
  const life = { from, to } as Life
  return (
    <div className="density" style={{ height }} aria-hidden>
      {density.map(slice =>
        slice.counts.length === 0 ? null : (
          <span
            key={slice.time}
            className="density-slice"
            data-later={slice.time > until || undefined}
            style={{ left: `${shareOf(life, slice.time) * 100}%`, width: `max(2px, calc(${width}% - ${gap}px))` }}
          >
            {slice.counts.map(({ author, count }) => (
              <span
                key={`${author?.name} ${author?.color}`}
                style={{
                  height: Math.max(2, (count / most) * height),
                  background: author === null ? 'var(--line-strong)' : `var(--person-${author.color % 10})`,
                }}
              />
            ))}
          </span>
        ),
      )}
    </div>
  )
})
