/** Editing what a template says of itself: description, tags, and its parameters' names, defaults and words. */
import { X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { TemplateEntry } from '../../../shared/contract/templates.ts'
import type { TemplateParameter } from '../../../shared/scene/template/parameter.ts'
import { checkTemplate, type Template } from '../../../shared/scene/template/template.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { templateWords as words } from '../../text/templates.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Labelled, PlainInput, splitTags } from './make-dialog.tsx'
import { placeOf } from './parameter-choices.tsx'
import type { LoadedTemplate } from './use-templates.ts'
import { ValueField } from './value-field.tsx'

export function EditPane(props: {
  readonly session: SceneSession
  readonly entry: TemplateEntry
  readonly loaded: LoadedTemplate
  readonly onDone: () => void
  readonly onClose: () => void
}): ReactElement {
  const { session, entry, loaded, onDone, onClose } = props
  const { app, notices } = useApp()
  const [template, setTemplate] = useState<Template>(loaded.template)
  const [tags, setTags] = useState(loaded.template.tags.join(', '))
  const edited: Template = { ...template, tags: splitTags(tags) }
  const checked = checkTemplate(edited)
  const change = (at: number, next: TemplateParameter | null) =>
    setTemplate({
      ...template,
      parameters: template.parameters.flatMap((each, i) => (i !== at ? each : next === null ? [] : next)),
    })
  const save = async () => {
    const { library, name } = entry
    await app.api.templates.save({ library, name, template: edited, mode: 'replace' })
    notices.info(words.saved(name))
    onDone()
  }
  return (
    <Dialog
      title={words.editTitle(entry.name)}
      isWide
      onClose={onClose}
      foot={
        <>
          <span className={`grow template-verdict ${checked.ok ? 'second' : 'template-fault'}`} role="status">
            {checked.ok ? '' : checked.reason}
          </span>
          <Button onPress={onDone}>{words.back}</Button>
          <Button
            kind="primary"
            isDisabled={!checked.ok}
            onPress={() => {
              save().catch((error: unknown) => notices.error(error))
            }}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <div className="template-head">
        <Labelled label={words.description}>
          <PlainInput
            label={words.description}
            value={template.description}
            placeholder={words.descriptionPlaceholder}
            onChange={description => setTemplate({ ...template, description })}
          />
        </Labelled>
        <Labelled label={words.tags}>
          <PlainInput label={words.tags} value={tags} placeholder={words.tagsPlaceholder} onChange={setTags} />
        </Labelled>
      </div>
      <div className="template-section">
        <h3>{words.parameters}</h3>
      </div>
      {template.parameters.length === 0 && <p className="meta">{words.noParameters}</p>}
      <ul className="template-edit-list">
        {template.parameters.map((parameter, at) => (
          <EditRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed.
            key={at}
            session={session}
            parameter={parameter}
            onChange={next => change(at, next)}
          />
        ))}
      </ul>
      {template.parameters.length < loaded.template.parameters.length && <p className="meta">{words.dropped}</p>}
    </Dialog>
  )
}

function EditRow(props: {
  readonly session: SceneSession
  readonly parameter: TemplateParameter
  readonly onChange: (next: TemplateParameter | null) => void
}): ReactElement {
  const { session, parameter, onChange } = props
  const places = parameter.targets.map(target => target.node)
  return (
    <li className="template-edit">
      <input
        className="field mono"
        aria-label={words.parameterName(places.join(', '))}
        value={parameter.name}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange({ ...parameter, name: event.target.value })}
      />
      <span className="template-choice-value">
        <ValueField
          session={session}
          parameter={parameter}
          label={words.parameterDefault(parameter.name)}
          value={parameter.default}
          onChange={value => onChange({ ...parameter, default: value })}
        />
      </span>
      <input
        className="field"
        data-ui
        aria-label={`${words.description}: ${parameter.name}`}
        placeholder={words.description}
        value={parameter.description}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange({ ...parameter, description: event.target.value })}
      />
      <span className="meta ellipsis" title={places.join(', ')}>
        {parameter.type} → {placeOf(parameter)}
      </span>
      <IconButton
        icon={<X className="icon" aria-hidden />}
        label={words.drop(parameter.name)}
        onPress={() => onChange(null)}
      />
    </li>
  )
}
