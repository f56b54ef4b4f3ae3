/** A name and one of ten colours. */
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import type { Identity } from '../../../shared/contract/data.ts'
import { words } from '../../text/en.ts'
import { initialOf, personStyle } from '../../ui/person.tsx'
import './identity.css'

const colours = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** What a new person begins with. */
export const nobodyYet: Identity = { name: '', color: 5 }

/** Tells the colour when it is picked, the name with each letter; `onDone` on Enter and when it is left. */
export function IdentityForm(props: {
  readonly identity: Identity
  readonly autoFocus?: boolean
  readonly onChange: (identity: Identity) => void
  readonly onDone: (how: 'enter' | 'leave') => void
}): ReactElement {
  const { identity, autoFocus = false, onChange, onDone } = props
  const { name, color } = identity
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
            onChange={event => onChange({ name: event.target.value, color })}
            onBlur={() => onDone('leave')}
            onKeyDown={event => {
              if (event.key === 'Enter') onDone('enter')
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
          onChange={value => onChange({ name, color: Number(value) })}
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
