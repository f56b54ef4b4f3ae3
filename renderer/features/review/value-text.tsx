/** A value as it is written; a colour with a swatch. */
import type { ReactElement } from 'react'
import { toCss } from '../../ui/colour.ts'
import { valueLook } from './value-look.ts'

/** `isValue`: Godot text. What is a sentence is shown as it is. */
export function ValueText({ text, isValue }: { readonly text: string; readonly isValue: boolean }): ReactElement {
  const look = isValue ? valueLook(text) : { color: null, text }
  return (
    <span className="review-detail mono ellipsis" title={text}>
      {look.color !== null && <span className="colour-swatch" style={{ background: toCss(look.color) }} aria-hidden />}
      <span className="ellipsis">{look.text}</span>
    </span>
  )
}
