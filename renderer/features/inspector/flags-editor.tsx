/** Bits: named flags, and layers as a grid. */
import { type ReactElement, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { Variant } from '../../../shared/scene/codec/variant.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { CheckField } from '../../ui/choice.tsx'
import type { ValueProps } from './edit-place.ts'
import { layersOf, readFlags } from './hints.ts'

type WithValue = ValueProps & { readonly value: Variant | null }

const shownFirst = 8

export function FlagsEditor({ shape, label, text, value, isReadOnly, onCommit }: WithValue): ReactElement {
  const bits = value?.type === 'int' ? value.value : 0n
  return (
    <fieldset className="flags" aria-label={label}>
      {readFlags(shape.hintString).map(flag => {
        const bit = BigInt(flag.value)
        const isOn = bit !== 0n && (bits & bit) === bit
        return (
          <CheckField
            key={flag.label}
            label={flag.label}
            isOn={text === null ? null : isOn}
            isReadOnly={isReadOnly}
            onChange={next => onCommit(String(next ? bits | bit : bits & ~bit))}
          >
            {flag.label}
          </CheckField>
        )
      })}
    </fieldset>
  )
}

export function LayersEditor({ shape, label, value, isReadOnly, onCommit }: WithValue): ReactElement {
  const count = layersOf(shape.hint)
  const bits = value?.type === 'int' ? value.value : 0n
  const [isOpen, setOpen] = useState(bits >> BigInt(shownFirst) !== 0n)
  return (
    <fieldset className="layers" aria-label={label}>
      {Array.from({ length: isOpen ? count : shownFirst }, (_, index) => {
        const bit = 1n << BigInt(index)
        return (
          <ToggleButton
            key={bit.toString()}
            className="layer"
            aria-label={inspectorWords.layer(index + 1)}
            isDisabled={isReadOnly}
            isSelected={(bits & bit) !== 0n}
            onChange={isOn => onCommit(String(isOn ? bits | bit : bits & ~bit))}
          >
            {index + 1}
          </ToggleButton>
        )
      })}
      {!isOpen && (
        <button
          type="button"
          className="layer layer-more"
          aria-label={inspectorWords.moreLayers}
          title={inspectorWords.moreLayers}
          onClick={() => setOpen(true)}
        >
          …
        </button>
      )}
    </fieldset>
  )
}
