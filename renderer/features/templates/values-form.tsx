/** A field for each parameter, with what is wrong said beside it at once. */
import type { ReactElement } from 'react'
import type { TemplateValues, ValueFault } from '../../../shared/scene/template/fill-template.ts'
import type { Template } from '../../../shared/scene/template/template.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { templateWords as words } from '../../text/templates.ts'
import { ValueField } from './value-field.tsx'

export function ValuesForm(props: {
  readonly session: SceneSession
  readonly template: Template
  readonly values: TemplateValues
  readonly faults: readonly ValueFault[]
  readonly onChange: (values: TemplateValues) => void
  readonly onEnter: () => void
}): ReactElement {
  const { session, template, values, faults, onChange, onEnter } = props
  if (template.parameters.length === 0) return <p className="meta">{words.noParameters}</p>
  return (
    <section className="template-form" aria-label={words.form}>
      {template.parameters.map(parameter => {
        const { name, description } = parameter
        const fault = faults.find(each => each.parameter === name)
        return (
          <div key={name} className="template-value">
            <span className="label ellipsis" title={description === '' ? name : description}>
              {name}
            </span>
            <ValueField
              session={session}
              parameter={parameter}
              label={name}
              value={values[name] ?? parameter.default}
              onChange={value => onChange({ ...values, [name]: value })}
              onEnter={onEnter}
            />
            {fault !== undefined && (
              <span className="template-fault" role="alert">
                {fault.reason}
              </span>
            )}
            {fault === undefined && description !== '' && <span className="meta">{description}</span>}
          </div>
        )
      })}
    </section>
  )
}
