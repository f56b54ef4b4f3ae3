/** One value of a parameter: the inspector's editors where it has one, plain fields for words and paths. */
import { type ReactElement, useId, useMemo } from 'react'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { TemplateParameter } from '../../../shared/scene/template/parameter.ts'
import { readValue } from '../../../shared/scene/template/parameter-value.ts'
import { useHost } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { templateWords as words } from '../../text/templates.ts'
import { Dropdown } from '../../ui/choice.tsx'
import { fittingFiles, LooseValue } from '../inspector/index.ts'

interface ValueFieldProps {
  readonly session: SceneSession
  readonly parameter: TemplateParameter
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter in a plain field. */
  readonly onEnter?: () => void
}

export function ValueField(props: ValueFieldProps): ReactElement {
  const { session, parameter, label, value, onChange } = props
  switch (parameter.type) {
    case 'string':
      return <PlainField {...props} placeholder="" suggestions={none} />
    case 'NodePath':
      return <NodeField {...props} />
    case 'resource':
      return <FileField {...props} type={parameter.class} />
    case 'enum':
      return (
        <Dropdown
          label={label}
          value={value}
          options={parameter.options.map(option => ({ value: option.label, label: option.label }))}
          onChange={onChange}
        />
      )
    default:
      return (
        <LooseValue
          session={session}
          label={label}
          type={parameter.type}
          text={value}
          onCommit={text => {
            const read = readValue(parameter, text)
            onChange(read.ok ? read.value : text)
          }}
        />
      )
  }
}

const none: readonly string[] = []
/** A list that a browser drops down is of use only while it is short. */
const mostSuggested = 500

function NodeField(props: ValueFieldProps): ReactElement {
  const { scene } = props.session.document
  const paths = useMemo(() => [...scene.nodes.keys()].slice(0, mostSuggested).map(id => nodePath(scene, id)), [scene])
  return <PlainField {...props} placeholder={words.pathPlaceholder} suggestions={paths} isMono />
}

function FileField(props: ValueFieldProps & { readonly type: string }): ReactElement {
  const { session, type } = props
  const files = useHost(view => view.files)
  const paths = useMemo(
    () =>
      fittingFiles(session.classes, files ?? [], type)
        .slice(0, mostSuggested)
        .map(({ file }) => file.path),
    [session, files, type],
  )
  return <PlainField {...props} placeholder={words.filePlaceholder} suggestions={paths} isMono />
}

function PlainField(
  props: ValueFieldProps & {
    readonly placeholder: string
    readonly suggestions: readonly string[]
    readonly isMono?: boolean
  },
): ReactElement {
  const { parameter, label, value, onChange, onEnter, placeholder, suggestions, isMono = false } = props
  const id = useId()
  const read = readValue(parameter, value)
  return (
    <>
      <input
        className={`field ${isMono ? 'mono' : ''}`}
        aria-label={label}
        aria-invalid={!read.ok}
        value={value}
        placeholder={placeholder}
        list={suggestions.length === 0 ? undefined : id}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onEnter?.()
        }}
      />
      {suggestions.length > 0 && (
        <datalist id={id}>
          {suggestions.map(path => (
            <option key={path} value={path} />
          ))}
        </datalist>
      )}
    </>
  )
}
