/** The library: find a template, see what it is, say what differs, and put it in with Enter. */
import { type ReactElement, useMemo, useState } from 'react'
import type { TemplateEntry } from '../../../shared/contract/templates.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { checkValues, type TemplateValues } from '../../../shared/scene/template/fill-template.ts'
import { instantiateTemplate } from '../../../shared/scene/template/instantiate-template.ts'
import { useApp, useCommand } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { words as common } from '../../text/en.ts'
import { templateWords as words } from '../../text/templates.ts'
import { Button } from '../../ui/button.tsx'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { PickList } from '../../ui/pick-list.tsx'
import { NodeIcon } from '../node-icon/index.ts'
import { type Managed, ManageMenu, ManagePane, type Managing } from './manage.tsx'
import { Preview } from './preview.tsx'
import { type LoadedTemplate, useTemplate, useTemplates } from './use-templates.ts'
import { ValuesForm } from './values-form.tsx'

const defaults: TemplateValues = {}

interface LibraryProps {
  readonly session: SceneSession
  readonly parent: NodeId
  readonly onClose: () => void
}

export function LibraryDialog({ session, parent, onClose }: LibraryProps): ReactElement {
  const { notices } = useApp()
  const entries = useTemplates()
  const [text, setText] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const [typed, setTyped] = useState<Readonly<Record<string, TemplateValues>>>({})
  const [managing, setManaging] = useState<(Managed & { readonly what: Managing }) | null>(null)
  const active = entries?.find(entry => keyOf(entry) === key) ?? null
  const loaded = useTemplate(active)
  const values = typed[key ?? ''] ?? defaults
  const faults = useMemo(() => (loaded === null ? [] : checkValues(loaded.template, values)), [loaded, values])
  const canInsert = session.canWrite && loaded !== null && faults.length === 0

  function insert(): void {
    if (!canInsert || active === null) return
    try {
      const made = instantiateTemplate(session.editor, loaded.template, values, { parent }, active.name)
      onClose()
      selectNodes(session, [made.node])
      if (made.left.length > 0) notices.info(words.left(made.left.join(', ')))
    } catch (error) {
      notices.error(error)
    }
  }

  if (managing !== null) {
    const { what, ...managed } = managing
    const done = () => setManaging(null)
    return <ManagePane session={session} managing={what} {...managed} onDone={done} onClose={onClose} />
  }
  return (
    <Dialog
      title={words.insertTitle}
      isWide
      onClose={onClose}
      foot={
        <>
          <span className="second grow ellipsis template-verdict">
            {words.under} <span className="mono">{placeName(session, parent)}</span>
          </span>
          {active !== null && (
            <ManageMenu
              entry={active}
              loaded={loaded}
              onManage={(what, managed) => setManaging({ what, ...managed })}
            />
          )}
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button kind="primary" onPress={insert} isDisabled={!canInsert}>
            {words.insertAction}
          </Button>
        </>
      }
    >
      {entries === null ? (
        <Skeleton label={words.search} widths={[60, 40, 50]} />
      ) : entries.length === 0 ? (
        <NoTemplates session={session} parent={parent} />
      ) : (
        <div className="template-library">
          <TemplateList
            entries={entries}
            session={session}
            text={text}
            onText={setText}
            onActive={setKey}
            onPick={insert}
          />
          <div className="template-detail">
            {active !== null && <Detail session={session} entry={active} loaded={loaded} />}
            {loaded !== null && active !== null && (
              <ValuesForm
                key={keyOf(active)}
                session={session}
                template={loaded.template}
                values={values}
                faults={faults}
                onChange={next => setTyped(all => ({ ...all, [keyOf(active)]: next }))}
                onEnter={insert}
              />
            )}
          </div>
        </div>
      )}
    </Dialog>
  )
}

function TemplateList(props: {
  readonly entries: readonly TemplateEntry[]
  readonly session: SceneSession
  readonly text: string
  readonly onText: (text: string) => void
  readonly onActive: (key: string | null) => void
  readonly onPick: () => void
}): ReactElement {
  const { entries, session, text, onText, onActive, onPick } = props
  const items = useMemo(
    () =>
      fuzzyFilter(text, entries, entry => `${entry.name} ${entry.tags.join(' ')}`).map(entry => ({
        key: keyOf(entry),
        label: entry.name,
        detail: entry.tags.join(', '),
        icon: <NodeIcon classes={session.classes} type={entry.root.type} />,
        ...(text === '' ? { group: words.library[entry.library] } : {}),
      })),
    [entries, text, session],
  )
  return (
    <PickList
      label={words.search}
      placeholder={words.search}
      items={items}
      text={text}
      onText={onText}
      none={words.none}
      onActive={item => onActive(item?.key ?? null)}
      onPick={onPick}
    />
  )
}

function Detail(props: {
  readonly session: SceneSession
  readonly entry: TemplateEntry
  readonly loaded: LoadedTemplate | null
}): ReactElement {
  const { session, entry, loaded } = props
  return (
    <>
      <div>
        <h3>{entry.name}</h3>
        <p className="meta">
          {[words.library[entry.library], entry.root.type, words.nodes(entry.nodes)].filter(Boolean).join(' · ')}
        </p>
        {entry.fault !== null && (
          <p className="template-fault" role="alert">
            {entry.fault}
          </p>
        )}
        {entry.description !== '' && <p className="second">{entry.description}</p>}
      </div>
      {loaded !== null && <Preview session={session} loaded={loaded} />}
    </>
  )
}

function NoTemplates({ session, parent }: { readonly session: SceneSession; readonly parent: NodeId }): ReactElement {
  const { context } = useApp()
  const make = useCommand('templates.make')
  const name = session.document.scene.nodes.get(parent)?.name ?? ''
  return (
    <Empty action={<Button onPress={() => runCommand(make, context())}>{words.emptyAction(name)}</Button>}>
      <strong>{words.emptyTitle}</strong> {words.empty}
    </Empty>
  )
}

function keyOf({ library, name }: TemplateEntry): string {
  return `${library}/${name}`
}

function placeName(session: SceneSession, parent: NodeId): string {
  const { scene } = session.document
  const path = nodePath(scene, parent)
  return path === '.' ? (scene.nodes.get(parent)?.name ?? path) : path
}
