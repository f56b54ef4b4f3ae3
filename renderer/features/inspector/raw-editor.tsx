import type { ReactElement } from 'react'
import { parseVariant } from '../../../shared/scene/codec/variant.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { TextInput } from '../../ui/text-input.tsx'
import type { ValueProps } from './edit-place.ts'

/** Any value as text, checked before it is taken. */
export function RawEditor({ label, text, isReadOnly, onCommit }: ValueProps): ReactElement {
  return (
    <TextInput
      label={inspectorWords.rawLabel(label)}
      value={text ?? ''}
      placeholder={text === null ? words.mixed : ''}
      isReadOnly={isReadOnly}
      onCommit={typed => {
        const parsed = parseVariant(typed)
        if (!parsed.ok) return inspectorWords.badValue(parsed.fault.reason)
        onCommit(typed.trim())
        return null
      }}
    />
  )
}
