/** Strings and names: one line, or several. */
import { type ReactElement, useState } from 'react'
import { printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { words } from '../../text/en.ts'
import { TextInput } from '../../ui/text-input.tsx'
import type { ValueProps } from './edit-place.ts'

type Props = ValueProps & { readonly value: Variant | null; readonly type: 'String' | 'StringName' }

function textIn(value: Variant | null): string {
  return value !== null && 'value' in value && typeof value.value === 'string' ? value.value : ''
}

export function TextEditor({ shape, label, text, value, type, isReadOnly, onCommit }: Props): ReactElement {
  return (
    <TextInput
      label={label}
      value={textIn(value)}
      placeholder={text === null ? words.mixed : shape.hint === 'placeholder' ? shape.hintString : ''}
      isReadOnly={isReadOnly}
      onCommit={typed => {
        onCommit(printVariant({ type, value: typed }))
        return null
      }}
    />
  )
}

/** Taken when it is left, or with Mod+Enter. */
export function MultilineEditor({ label, text, value, type, isReadOnly, onCommit }: Props): ReactElement {
  const present = textIn(value)
  const [typed, setTyped] = useState<string | null>(null)
  const draft = typed ?? present
  const commit = () => {
    if (draft !== present) onCommit(printVariant({ type, value: draft }))
    setTyped(null)
  }
  return (
    <textarea
      className="field multiline"
      aria-label={label}
      rows={Math.min(8, Math.max(2, draft.split('\n').length))}
      value={draft}
      placeholder={text === null ? words.mixed : ''}
      readOnly={isReadOnly}
      spellCheck={false}
      onChange={event => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Escape' && draft !== present) {
          event.stopPropagation()
          setTyped(null)
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.stopPropagation()
          commit()
        }
      }}
    />
  )
}
