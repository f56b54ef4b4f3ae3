/** A picture as it was, alone or beside what it is now. */
import type { ReactElement } from 'react'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import type { ThenMode } from './then-switch.tsx'
import './then.css'

export function PicturesThen(props: {
  readonly name: string
  readonly when: string
  /** Addresses. */
  readonly was: string
  /** null where it is no picture any more. */
  readonly now: string | null
  readonly mode: ThenMode
}): ReactElement {
  const { name, when, was, now, mode } = props
  return (
    <div className="then-pictures" data-pair={mode === 'against' || undefined}>
      <Picture url={was} label={`${historyWords.history.past}, ${when}`} name={name} />
      {mode === 'against' &&
        (now === null ? (
          <p className="second">{travelWords.noPicture}</p>
        ) : (
          <Picture url={now} label={historyWords.history.now} name={name} />
        ))}
    </div>
  )
}

function Picture(props: { readonly url: string; readonly label: string; readonly name: string }): ReactElement {
  const { url, label, name } = props
  return (
    <figure className="then-picture">
      <div className="then-ground checkerboard">
        <img className="media-image media-fit" src={url} alt={`${name}, ${label}`} />
      </div>
      <figcaption className="meta">{label}</figcaption>
    </figure>
  )
}
