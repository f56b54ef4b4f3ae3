/** The text of a scene's file that cannot be read as one, to look at, with the line that is amiss. */
import { FileWarning } from 'lucide-react'
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import type { Unreadable } from '../../session/documents.ts'
import { words } from '../../text/en.ts'
import './text-view.css'

const lineHeight = 18
const overscan = 20

export function FaultView({ file }: { readonly file: Unreadable }): ReactElement {
  return (
    <div className="text-view">
      <div className="text-fault" role="status">
        <FileWarning className="icon" aria-hidden />
        <div>
          <p className="panel-title">{words.textView.fault(file.fault.line, file.fault.reason)}</p>
          <p className="second">{words.textView.leftAlone}</p>
        </div>
      </div>
      <Lines text={file.text} mark={file.fault.line} />
    </div>
  )
}

/** Only lines in view are in the page: a scene file may have 100,000. */
export function Lines({ text, mark }: { readonly text: string; readonly mark: number | null }): ReactElement {
  const lines = useMemo(() => text.split(/\r?\n/), [text])
  const box = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ first: 0, last: 80 })
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / lineHeight) - overscan)
      setRange({ first, last: Math.ceil((element.scrollTop + element.clientHeight) / lineHeight) + overscan })
    }
    if (mark !== null) element.scrollTop = Math.max(0, (mark - 8) * lineHeight)
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [mark])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section ref={box} className="text-lines mono" tabIndex={0} aria-label={words.textView.text}>
      <div style={{ height: lines.length * lineHeight, position: 'relative' }}>
        {lines.slice(range.first, range.last).map((line, index) => {
          const number = range.first + index + 1
          return (
            <div
              key={number}
              className="text-line"
              data-marked={number === mark || undefined}
              style={{ top: (number - 1) * lineHeight }}
            >
              <span className="text-number" aria-hidden>
                {number}
              </span>
              <span className="text-content">{line.length > 2000 ? `${line.slice(0, 2000)}…` : line}</span>
            </div>
          )
        })}
      </div>
    </section>
  )
}
