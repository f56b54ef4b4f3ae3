/** What a subtree sets, to tick what a template shall ask for; a ticked one can be named and given a default. */
import { type ReactElement, useState } from 'react'
import type { TemplateParameter } from '../../../shared/scene/template/parameter.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { templateWords as words } from '../../text/templates.ts'
import { CheckField } from '../../ui/choice.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { NodeIcon } from '../node-icon/index.ts'
import { ValueField } from './value-field.tsx'

export interface Choice {
  readonly key: string
  readonly isOn: boolean
  readonly parameter: TemplateParameter
  /** As the list shows it: its path from the top. */
  readonly nodeName: string
  /** Class of the node. */
  readonly type: string | null
}

export function ParameterChoices(props: {
  readonly session: SceneSession
  readonly choices: readonly Choice[]
  readonly onChange: (choices: readonly Choice[]) => void
}): ReactElement {
  const { session, choices, onChange } = props
  const [search, setSearch] = useState('')
  const typed = search.trim().toLowerCase()
  const shown = choices.filter(
    choice =>
      typed === '' || choice.isOn || `${choice.nodeName} ${placeOf(choice.parameter)}`.toLowerCase().includes(typed),
  )
  const change = (key: string, next: Partial<Choice>) =>
    onChange(choices.map(choice => (choice.key === key ? { ...choice, ...next } : choice)))
  return (
    <section className="template-choices" aria-label={words.parameters}>
      <div className="template-section">
        <h3>{words.parameters}</h3>
        <SearchInput
          label={words.parametersSearch}
          placeholder={words.parametersSearch}
          value={search}
          onChange={setSearch}
        />
      </div>
      <p className="meta">{choices.length === 0 ? words.noProperties : words.parametersNote}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys have to reach what scrolls. */}
      <ul className="template-choice-list" aria-label={words.parameters} tabIndex={0}>
        {shown.map((choice, index) => (
          <ChoiceRow
            key={choice.key}
            session={session}
            choice={choice}
            isFirstOfNode={shown[index - 1]?.nodeName !== choice.nodeName}
            onChange={next => change(choice.key, next)}
          />
        ))}
        {shown.length === 0 && choices.length > 0 && <li className="empty-inline">{words.noMatch}</li>}
      </ul>
    </section>
  )
}

function ChoiceRow(props: {
  readonly session: SceneSession
  readonly choice: Choice
  readonly isFirstOfNode: boolean
  readonly onChange: (next: Partial<Choice>) => void
}): ReactElement {
  const { session, choice, isFirstOfNode, onChange } = props
  const { parameter, isOn } = choice
  const place = placeOf(parameter)
  const whole = `${choice.nodeName} ${place}`
  return (
    <li className="template-choice" data-on={isOn || undefined}>
      <span className="template-choice-node ellipsis" title={choice.nodeName}>
        {isFirstOfNode && (
          <>
            <NodeIcon classes={session.classes} type={choice.type} />
            <span className="ellipsis">{choice.nodeName}</span>
          </>
        )}
      </span>
      <CheckField label={words.asks(whole)} isOn={isOn} onChange={next => onChange({ isOn: next })}>
        <span className="ellipsis mono" title={place}>
          {place}
        </span>
      </CheckField>
      {isOn ? (
        <input
          className="field mono"
          aria-label={words.parameterName(whole)}
          value={parameter.name}
          spellCheck={false}
          autoComplete="off"
          onChange={event => onChange({ parameter: { ...parameter, name: event.target.value } })}
        />
      ) : (
        <span className="meta">{parameter.type}</span>
      )}
      {isOn ? (
        <span className="template-choice-value">
          <ValueField
            session={session}
            parameter={parameter}
            label={words.parameterDefault(parameter.name)}
            value={parameter.default}
            onChange={value => onChange({ parameter: { ...parameter, default: value } })}
          />
        </span>
      ) : (
        <span className="mono second ellipsis" title={parameter.default}>
          {parameter.default}
        </span>
      )}
    </li>
  )
}

/** The property, or what else of the node. */
export function placeOf({ targets }: TemplateParameter): string {
  return words.places(
    targets.map(target => (target.kind === 'property' || target.kind === 'text' ? target.property : target.kind)),
  )
}
