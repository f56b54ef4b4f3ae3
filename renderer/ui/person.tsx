/** People by hue and initial. `color` is an index into the ten hues. */
import type { CSSProperties, ReactElement } from 'react'

export function personStyle(color: number): CSSProperties {
  return { '--person': `var(--person-${color % 10})` } as CSSProperties
}

/** The first letter of a name, as a person would count it. */
export function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim())
  return (first?.segment ?? '?').toUpperCase()
}

/** A small square with an initial. `name` is read out; the letter is that of `initial`, or of the name. */
export function Initial(props: {
  readonly name: string
  readonly color: number
  readonly initial?: string
}): ReactElement {
  return (
    <span className="initial" style={personStyle(props.color)} role="img" aria-label={props.name} title={props.name}>
      {initialOf(props.initial ?? props.name)}
    </span>
  )
}

/** Contested: a disc split in the hues of those whose values met. Without a label it only adorns. */
export function ContestedDisc(props: { readonly colors: readonly number[]; readonly label: string }): ReactElement {
  const [first = 0, second = first] = props.colors
  return (
    <span
      className="disc"
      {...(props.label === ''
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': props.label, title: props.label })}
      style={{ background: `linear-gradient(90deg, var(--person-${first}) 50%, var(--person-${second}) 50%)` }}
    />
  )
}
