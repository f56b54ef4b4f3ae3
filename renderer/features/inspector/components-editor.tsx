/** Vectors, rectangles, transforms: a field per component. */
import type { ReactElement } from 'react'
import { printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { words } from '../../text/en.ts'
import { NumberInput } from '../../ui/number-input.tsx'
import type { ValueProps } from './edit-place.ts'
import { readRange } from './hints.ts'
import { hasWholeNumbers, layoutOf, withComponent, zeroValue } from './value-kinds.ts'

export function ComponentsEditor(
  props: ValueProps & { readonly type: string; readonly value: Variant | null },
): ReactElement {
  const { shape, type, value, label, text, isReadOnly, onCommit, onPreview } = props
  const rows = layoutOf(type) ?? []
  const { range, suffix, isDegrees } = readRange(shape.hint, shape.hintString, hasWholeNumbers(type))
  const scale = isDegrees ? 180 / Math.PI : 1
  const base = value !== null && 'components' in value ? value : zeroValue(type)
  if (!('components' in base)) return <span />
  return (
    <span className="components">
      {rows.map(row => (
        <span key={row[0]?.index} className="components-row">
          {row.map(({ index, label: name, axis }) => (
            <NumberInput
              key={index}
              label={`${label} ${name}`}
              value={text === null ? null : (base.components[index] ?? 0)}
              mixedText={words.mixed}
              range={range}
              scale={scale}
              isReadOnly={isReadOnly}
              {...(axis === null ? { prefix: name } : { axis })}
              {...(isDegrees && suffix !== undefined ? { suffix } : {})}
              onCommit={next => onCommit(printVariant(withComponent(base, index, next)))}
              onPreview={next => onPreview?.(next === null ? null : printVariant(withComponent(base, index, next)))}
            />
          ))}
        </span>
      ))}
    </span>
  )
}
