/** A name and one of ten colours. */
import { Check } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import type { Identity } from '../../../shared/contract/data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { initialOf, personStyle } from '../../ui/person.tsx'
import './identity.css'

const colours = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const firstColour = 5

/** Saves by itself: the colour when it is picked, the name when it is left. */
export function IdentityForm({
  identity,
  autoFocus = false,
}: {
  readonly identity: Identity | null
  readonly autoFocus?: boolean
}): ReactElement {
  const { app, notices } = useApp()
  const [name, setName] = useState(identity?.name ?? '')
  const [color, setColor] = useState(identity?.color ?? firstColour)
  function save(next: Identity): void {
    const trimmed = next.name.trim()
    if (trimmed === '' || (trimmed === identity?.name && next.color === identity.color)) return
    app.api.app.setIdentity({ name: trimmed, color: next.color }).catch((error: unknown) => notices.error(error))
  }
  return (
    <div className="identity">
      <span className="avatar identity-avatar" style={personStyle(color)} aria-hidden>
        {name.trim() === '' ? '' : initialOf(name)}
      </span>
      <div className="grow identity-fields">
        <div className="identity-name">
          <input
            className="field field-large"
            data-ui
            data-identity-name
            aria-label={words.welcome.name}
            value={name}
            maxLength={60}
            // biome-ignore lint/a11y/noAutofocus: the first thing to do on the first run, and nothing stands above it.
            autoFocus={autoFocus}
            autoComplete="off"
            spellCheck={false}
            onChange={event => setName(event.target.value)}
            onBlur={() => save({ name, color })}
            onKeyDown={event => {
              if (event.key === 'Enter') save({ name, color })
            }}
          />
          {name === '' && (
            <span className="identity-hint meta" aria-hidden>
              {words.welcome.name}
            </span>
          )}
        </div>
        <RadioGroup
          aria-label={words.welcome.colours}
          className="identity-colours"
          orientation="horizontal"
          value={String(color)}
          onChange={value => {
            setColor(Number(value))
            save({ name, color: Number(value) })
          }}
        >
          {colours.map(index => (
            <Radio
              key={index}
              value={String(index)}
              className="identity-colour"
              style={personStyle(index)}
              aria-label={words.welcome.colour(index)}
            >
              {index === color && <Check className="icon" aria-hidden />}
            </Radio>
          ))}
        </RadioGroup>
      </div>
    </div>
  )
}
