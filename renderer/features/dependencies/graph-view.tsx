/** The drawing: a click walks to a file, arrows move, Enter walks, Backspace goes back. */
import { type KeyboardEvent, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import type { DependenciesAround } from '../../../shared/contract/search.ts'
import { searchWords } from '../../text/search.ts'
import { type Box, boxBeside, boxSize, layOut } from './lay-out.ts'

const text = searchWords.dependencies

export function GraphView(props: {
  readonly around: DependenciesAround
  readonly onWalk: (path: string) => void
  readonly onBack: () => void
}): ReactElement {
  const { around, onWalk, onBack } = props
  const drawing = useMemo(() => layOut(around), [around])
  const [chosen, setChosen] = useState<string | null>(null)
  const scroll = useRef<HTMLElement>(null)
  const key = (box: Box) => `${box.column}:${box.path}`
  const middle = drawing.boxes[0]
  const current = drawing.boxes.find(box => key(box) === chosen) ?? middle

  // Drawn anew for each file: it begins in the middle.
  useEffect(() => {
    const element = scroll.current
    if (element === null) return
    element.scrollTop = (element.scrollHeight - element.clientHeight) / 2
    element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    if (current === undefined) return
    const next = boxBeside(drawing, current, event.key)
    if (next !== null) {
      setChosen(key(next))
      scroll.current
        ?.querySelector(`[data-key="${CSS.escape(key(next))}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else if (event.key === 'Enter') onWalk(current.path)
    else if (event.key === 'Backspace') onBack()
    else if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through the drawing as a whole.
    <section ref={scroll} className="graph-scroll" aria-label={text.view} tabIndex={0} onKeyDown={onKeyDown}>
      <p className="graph-said" role="status">
        {current !== undefined && spoken(current)}
      </p>
      <svg className="graph" width={drawing.width} height={drawing.height} aria-hidden>
        {drawing.edges.map(edge => (
          <path
            key={`${key(edge.from)} ${key(edge.to)}`}
            className="graph-edge"
            data-circle={edge.isInCircle || undefined}
            data-missing={edge.to.isMissing || undefined}
            d={curve(edge.from, edge.to)}
          />
        ))}
        {drawing.boxes.map(box => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the drawing has the focus, and the keys.
          <g
            key={key(box)}
            data-key={key(box)}
            className="graph-box"
            data-kind={box.kind}
            data-chosen={box === current || undefined}
            data-middle={box.column === 0 || undefined}
            data-missing={box.isMissing || undefined}
            transform={`translate(${box.x} ${box.y})`}
            onClick={() => onWalk(box.path)}
          >
            <title>{box.path}</title>
            <rect width={boxSize.width} height={boxSize.height} rx={6} />
            <text className="graph-name" x={12} y={17}>
              {cut(box.name, 26)}
            </text>
            <text className="graph-note" x={12} y={32}>
              {cut(noteOf(box), 32)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  )
}

function noteOf({ use, folder, isMissing, isInCircle }: Box): string {
  const parts = [
    ...(use === null ? [] : [text.kinds[use.kind]]),
    ...(use?.by === 'uid' ? [text.byUid] : []),
    ...(isMissing ? [text.isMissing] : []),
    ...(isInCircle ? [text.inCircle] : []),
    ...(folder === '' ? [] : [folder]),
  ]
  return parts.join(' · ')
}

function spoken(box: Box): string {
  const where = box.column === 0 ? '' : `${box.column < 0 ? text.usedBy : text.uses}: `
  return `${where}${box.path}, ${noteOf(box)}`
}

function curve(from: Box, to: Box): string {
  const x1 = from.x + boxSize.width
  const y1 = from.y + boxSize.height / 2
  const x2 = to.x
  const y2 = to.y + boxSize.height / 2
  const bend = (x2 - x1) / 2
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}

function cut(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`
}
