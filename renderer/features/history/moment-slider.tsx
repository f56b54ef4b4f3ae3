/** A whole life on one line, of a scene or of the workspace. Arrows go edit by edit, with Shift from version to version. */
import { Flag, Pause, Play } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { useApp } from '../../commands/app-context.tsx'
import { type NamedMoment, openDialog } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Initial } from '../../ui/person.tsx'
import { DensityBars } from './density-bars.tsx'
import { type Life, momentAt, momentByKey, numberOf, shareOf, step, ticksBetween, timeOf } from './moments.ts'

const playMs = 350
/** More would be one line. */
const mostTicks = 400

export function MomentSlider(props: {
  readonly label: string
  readonly life: Life
  /** null: now. */
  readonly moment: number | null
  readonly onMoment: (moment: number) => void
  /** What naming the moment names; null where it cannot be named. */
  readonly named: (moment: number) => NamedMoment['at'] | null
}): ReactElement {
  const { label, life, moment, onMoment, named } = props
  const at = moment ?? life.last
  const time = moment === null ? life.to : timeOf(life, at)
  const [isPlaying, setPlaying] = usePlaying(life, at, onMoment)
  return (
    <section className="moments" aria-label={historyWords.history.density}>
      <div className="moments-head">
        <IconButton
          icon={
            isPlaying ? (
              <Pause className="icon icon-small" aria-hidden />
            ) : (
              <Play className="icon icon-small" aria-hidden />
            )
          }
          label={isPlaying ? historyWords.history.pause : historyWords.history.play}
          onPress={() => {
            if (!isPlaying && at >= life.last) onMoment(life.first)
            setPlaying(!isPlaying)
          }}
        />
        <span className="mono">{momentWords(life, moment)}</span>
        <span className="meta">{historyWords.history.edit(numberOf(life, at), life.total)}</span>
        <span className="grow" />
        <People life={life} />
        <NameMoment at={moment === null ? 'now' : named(moment)} time={time} />
      </div>
      <Track label={label} life={life} at={at} time={time} isNow={moment === null} onMoment={onMoment} />
    </section>
  )
}

export function momentWords(life: Life, moment: number | null): string {
  if (moment === null) return historyWords.history.now
  const time = timeOf(life, moment)
  const clock = words.timeWithSeconds(time)
  return `${new Date(time).toLocaleDateString('en-GB', { weekday: 'short' })} ${clock}`
}

function Track(props: {
  readonly label: string
  readonly life: Life
  readonly at: number
  readonly time: number
  readonly isNow: boolean
  readonly onMoment: (moment: number) => void
}): ReactElement {
  const { label, life, at, time, isNow, onMoment } = props
  const track = useRef<HTMLDivElement>(null)
  const isDragging = useRef(false)
  const share = isNow ? 1 : shareOf(life, time)
  const marks = life.marks.filter(mark => mark.kind === 'version')
  const ticks = life.marks.filter(mark => mark.kind !== 'backup').slice(0, mostTicks)

  function goTo(event: PointerEvent): void {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    onMoment(part >= 1 ? life.last : momentAt(life, life.from + part * (life.to - life.from)))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = momentByKey(life, at, event.key, event.shiftKey)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    onMoment(next)
  }

  return (
    <div className="moments-body">
      <div
        ref={track}
        className="moments-track"
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          isDragging.current = true
          goTo(event)
        }}
        onPointerMove={event => {
          if (isDragging.current) goTo(event)
        }}
        onPointerUp={() => {
          isDragging.current = false
        }}
      >
        <DensityBars density={life.density} from={life.from} to={life.to} until={time} />
        <Ticks life={life} />
        <div className="moments-line">
          <span className="moments-done" style={{ width: `${share * 100}%` }} />
          {ticks.map(mark => (
            <span
              key={mark.id}
              className="moments-mark"
              data-kind={mark.kind}
              style={{ left: `${shareOf(life, mark.time) * 100}%` }}
            />
          ))}
        </div>
        <span className="moments-at" style={{ left: `${share * 100}%` }} aria-hidden />
        <div
          role="slider"
          tabIndex={0}
          className="moments-thumb"
          style={{ left: `${share * 100}%` }}
          aria-label={label}
          aria-valuemin={life.first}
          aria-valuemax={life.last}
          aria-valuenow={at}
          aria-valuetext={`${momentWords(life, isNow ? null : at)}, ${historyWords.history.edit(numberOf(life, at), life.total)}`}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="moments-names">
        {marks.map(mark => (
          <button
            key={mark.id}
            type="button"
            className="moments-name ellipsis"
            tabIndex={-1}
            style={{ '--at': `${shareOf(life, mark.time) * 100}%` } as CSSProperties}
            data-here={mark.sequence === at || undefined}
            onClick={() => onMoment(mark.sequence)}
          >
            {mark.name}
          </button>
        ))}
        <button
          type="button"
          className="moments-name moments-now"
          tabIndex={-1}
          data-here={isNow || undefined}
          onClick={() => onMoment(life.last)}
        >
          {historyWords.history.now}
        </button>
      </div>
    </div>
  )
}

function Ticks({ life }: { readonly life: Life }): ReactElement {
  const name = (time: number, isDay: boolean) =>
    isDay ? new Date(time).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' }) : words.time(time)
  const ticks = ticksBetween(life.from, life.to, new Date(life.from).getTimezoneOffset(), name)
  return (
    <div className="moments-ticks" aria-hidden>
      {ticks.map(({ time, label }) => (
        <span key={time} className="moments-tick meta" style={{ left: `${shareOf(life, time) * 100}%` }}>
          {label}
        </span>
      ))}
    </div>
  )
}

function People({ life }: { readonly life: Life }): ReactElement {
  const people = new Map<string, { name: string; color: number }>()
  for (const { counts } of life.density) {
    for (const { author } of counts) if (author !== null) people.set(`${author.name} ${author.color}`, author)
  }
  return (
    <span className="moments-people">
      {[...people].slice(0, 8).map(([key, { name, color }]) => (
        <Initial key={key} name={name} color={color} />
      ))}
    </span>
  )
}

/** A version names the whole project, as it is or as it was. */
function NameMoment(props: {
  readonly at: NamedMoment['at'] | 'now' | null
  readonly time: number
}): ReactElement | null {
  const { at, time } = props
  const { shell } = useApp()
  if (at === null) return null
  const then = at === 'now' ? null : { at, time }
  return (
    <Button kind="plain" onPress={() => openDialog(shell, { kind: 'name-version', ...(then !== null && { then }) })}>
      <Flag className="icon icon-small" aria-hidden /> {historyWords.versions.name}
    </Button>
  )
}

/** Goes on by itself until now. */
function usePlaying(
  life: Life,
  at: number,
  onMoment: (moment: number) => void,
): readonly [boolean, (isPlaying: boolean) => void] {
  const [isPlaying, setPlaying] = useState(false)
  const next = useEffectEvent(() => {
    const later = step(life, at, 1)
    onMoment(later)
    if (later >= life.last) setPlaying(false)
  })
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(next, playMs)
    return () => clearInterval(timer)
  }, [isPlaying])
  return [isPlaying, setPlaying]
}
