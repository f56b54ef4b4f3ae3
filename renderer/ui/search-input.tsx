import { Search, X } from 'lucide-react'
import type { KeyboardEvent, ReactElement, Ref } from 'react'
import { Kbd } from './kbd.tsx'

/** Filters as it is typed. Escape clears it, then leaves. */
export function SearchInput(props: {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly keys?: string
  readonly inputRef?: Ref<HTMLInputElement>
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}): ReactElement {
  const { label, placeholder, value, onChange, keys, inputRef, onKeyDown } = props
  return (
    <div className="search grow">
      <Search className="icon icon-small" aria-hidden />
      <input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        className="field"
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation()
            onChange('')
          } else onKeyDown?.(event)
        }}
      />
      {value === '' && keys !== undefined && <Kbd keys={keys} />}
      {value !== '' && (
        <button
          type="button"
          tabIndex={-1}
          className="icon-button"
          style={{ position: 'absolute', right: 2, height: 20, width: 20 }}
          aria-label="Clear"
          onClick={() => onChange('')}
        >
          <X className="icon icon-small" aria-hidden />
        </button>
      )}
    </div>
  )
}
