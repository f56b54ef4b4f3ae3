/** Making a template from the selected node: what it is called, and what it asks for. */
import { type ReactElement, useMemo, useState } from 'react'
import type { LibraryName } from '../../../shared/contract/templates.ts'
import { effectiveType } from '../../../shared/scene/compose.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { type MadeTemplate, makeTemplate } from '../../../shared/scene/template/make-template.ts'
import { outsideLine } from '../../../shared/scene/template/outside-words.ts'
import type { TemplateParameter } from '../../../shared/scene/template/parameter.ts'
import { suggestParameters } from '../../../shared/scene/template/suggest-parameters.ts'
import { whyBadTemplateName } from '../../../shared/scene/template/template.ts'
import { useApp } from '../../commands/app-context.tsx'
import { type SceneSession, useScene } from '../../session/scene-session.ts'
import { words as common } from '../../text/en.ts'
import { templateWords as words } from '../../text/templates.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { readEnum } from '../inspector/index.ts'
import { type Choice, ParameterChoices } from './parameter-choices.tsx'

interface MakeProps {
  readonly session: SceneSession
  readonly top: NodeId
  readonly onClose: () => void
}

export function MakeDialog({ session, top, onClose }: MakeProps): ReactElement {
  const { app, notices } = useApp()
  const scene = useScene(session)
  const node = scene.nodes.get(top)
  const [name, setName] = useState(() => startName(node?.name ?? ''))
  const [library, setLibrary] = useState<LibraryName>('project')
  const [description, setDescription] = useState('')
  const [tags, setTags] = useState('')
  const [outside, setOutside] = useState<'parameters' | 'drop'>('parameters')
  const [choices, setChoices] = useState<readonly Choice[]>(() => choicesOf(session, top))
  const [fault, setFault] = useState<string | null>(null)
  const chosen = useMemo(() => choices.filter(each => each.isOn).map(each => each.parameter), [choices])
  const tried = useMemo(
    () =>
      tryMaking(() => makeTemplate(scene, top, { description, tags: splitTags(tags), parameters: chosen, outside })),
    [scene, top, description, tags, chosen, outside],
  )
  const problem = whyBadTemplateName(name) ?? (tried.ok ? fault : tried.reason)

  async function make(made: MadeTemplate): Promise<void> {
    try {
      await app.api.templates.save({ library, name, template: made.template, mode: 'new' })
      onClose()
      notices.info(words.made(name))
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  const submit = () => {
    if (tried.ok && whyBadTemplateName(name) === null) void make(tried.made)
  }

  return (
    <Dialog
      title={words.makeTitle(node?.name ?? '')}
      isWide
      onClose={onClose}
      foot={
        <>
          <span className={`grow template-verdict ${problem === null ? 'second' : 'template-fault'}`} role="status">
            {problem ?? words.chosen(tried.ok ? tried.made.template.parameters.length : 0)}
          </span>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button kind="primary" onPress={submit} isDisabled={problem !== null && problem !== fault}>
            {words.makeAction}
          </Button>
        </>
      }
    >
      <div className="template-head">
        <Labelled label={words.name}>
          <input
            className="field field-large"
            data-ui
            autoFocus
            aria-label={words.name}
            aria-invalid={whyBadTemplateName(name) !== null}
            value={name}
            placeholder={words.namePlaceholder}
            spellCheck={false}
            autoComplete="off"
            onChange={event => {
              setName(event.target.value)
              setFault(null)
            }}
            onKeyDown={event => {
              if (event.key === 'Enter') submit()
            }}
          />
        </Labelled>
        <Labelled label={words.libraryLabel}>
          <Segmented
            label={words.libraryLabel}
            value={library}
            options={(['project', 'personal'] as const).map(value => ({ value, label: words.library[value] }))}
            onChange={next => {
              setLibrary(next)
              setFault(null)
            }}
          />
        </Labelled>
        <p className="meta template-note">{words.libraryNote[library]}</p>
        <Labelled label={words.description}>
          <PlainInput
            label={words.description}
            value={description}
            placeholder={words.descriptionPlaceholder}
            onChange={setDescription}
          />
        </Labelled>
        <Labelled label={words.tags}>
          <PlainInput label={words.tags} value={tags} placeholder={words.tagsPlaceholder} onChange={setTags} />
        </Labelled>
      </div>
      <ParameterChoices session={session} choices={choices} onChange={setChoices} />
      {tried.ok && tried.made.outside.length > 0 && (
        <section className="template-outside" aria-label={words.outside}>
          <div className="template-section">
            <h3>{words.outside}</h3>
            <Segmented
              label={words.outside}
              value={outside}
              options={[
                { value: 'parameters' as const, label: words.outsideAsk },
                { value: 'drop' as const, label: words.outsideDrop },
              ]}
              onChange={setOutside}
            />
          </div>
          <p className="meta">{words.outsideNote}</p>
          <ul>
            {tried.made.outside.map(each => {
              const line = outsideLine(scene, each)
              return (
                <li key={line} className="mono ellipsis" title={line}>
                  {line}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

export function Labelled({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactElement
}): ReactElement {
  return (
    <div className="labelled">
      <span className="label">{label}</span>
      {children}
    </div>
  )
}

export function PlainInput(props: {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}): ReactElement {
  return (
    <input
      className="field field-large"
      data-ui
      aria-label={props.label}
      value={props.value}
      placeholder={props.placeholder}
      spellCheck={false}
      autoComplete="off"
      onChange={event => props.onChange(event.target.value)}
    />
  )
}

export function splitTags(text: string): string[] {
  return [...new Set(text.split(',').map(tag => tag.trim()))].filter(tag => tag !== '')
}

type Tried = { readonly ok: true; readonly made: MadeTemplate } | { readonly ok: false; readonly reason: string }

/** What would be made; every keystroke asks, so that what is wrong is said at once. */
function tryMaking(make: () => MadeTemplate): Tried {
  try {
    return { ok: true, made: make() }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function choicesOf(session: SceneSession, top: NodeId): Choice[] {
  const { scene } = session.document
  const { classes } = session
  const typeOf = (id: NodeId) => effectiveType(scene, id, path => session.sceneAt(path))
  const base = nodePath(scene, top)
  return suggestParameters(scene, top, {
    optionsOf: (id, property) => {
      const type = typeOf(id)
      const info = type === null ? null : classes.property(type, property)
      return info?.hint === 'enum' ? readEnum(info.hintString) : null
    },
  }).map(suggestion => ({
    key: JSON.stringify(suggestion.parameter.targets),
    isOn: false,
    parameter: suggestion.parameter as TemplateParameter,
    nodeName: suggestion.node === '.' ? (scene.nodes.get(top)?.name ?? base) : suggestion.node,
    type: typeOf(suggestion.nodeId),
  }))
}

/** `ShoreCrab` → `shore crab`. */
function startName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
}
