/** The properties of what is selected. */
import { ListFilter } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { overrideInner, setNodeReference, setProperty, setResourceProperty } from '../../../shared/scene/commands.ts'
import { composeInstance, effectiveType, type InnerNode, type SceneAt } from '../../../shared/scene/compose.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useFrontScene, useShell } from '../../commands/app-context.tsx'
import { type SceneSession, selectNodes, useScene } from '../../session/scene-session.ts'
import { useSceneAt } from '../../session/use-scene-at.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, Section } from '../../ui/layout.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { NodeBlame } from '../blame/index.ts'
import { FileIcon, NodeIcon } from '../node-icon/index.ts'
import { EditPlaceContext } from './edit-place.ts'
import { buildSections, filterSections, type PropertyRow, type Target } from './model.ts'
import { NodeGroups } from './node-groups.tsx'
import { NodeSignals } from './node-signals.tsx'
import { PropertyRowView } from './property-row.tsx'
import { ResourceProperties } from './resource-properties.tsx'
import { useScript } from './script.ts'
import { ValueEditor } from './value-editor.tsx'
import './inspector.css'

export function Inspector(): ReactElement {
  const session = useFrontScene()
  if (session === null) return <Empty>{inspectorWords.nothing}</Empty>
  return <SceneInspector key={session.documentId} session={session} />
}

function SceneInspector({ session }: { readonly session: SceneSession }): ReactElement {
  const scene = useScene(session)
  const sceneAt = useSceneAt(session)
  const { nodes, inner } = useStore(session.selection)
  const target = useMemo((): Target | null => {
    if (inner !== null) {
      const found = findInner(composeInstance(scene, inner.instance, sceneAt).root, inner.path)
      return found === null ? null : { kind: 'inner', holder: inner.instance, inner: found }
    }
    if (nodes.length > 0) return { kind: 'nodes', nodes }
    return scene.kind === 'resource' ? { kind: 'resource', id: null } : null
  }, [scene, sceneAt, nodes, inner])
  if (target === null) return <Empty>{inspectorWords.nothing}</Empty>
  return <TargetInspector session={session} target={target} sceneAt={sceneAt} />
}

function TargetInspector({
  session,
  target,
  sceneAt,
}: {
  readonly session: SceneSession
  readonly target: Target
  readonly sceneAt: SceneAt
}): ReactElement {
  const scene = useScene(session)
  const script = useScript(session, target)
  const [filter, setFilter] = useState('')
  const [isOnlyChanged, setOnlyChanged] = useState(false)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set(['Object']))
  const sections = useMemo(
    () => buildSections({ scene, sceneAt, classes: session.classes, target, script }),
    [scene, sceneAt, session, target, script],
  )
  const shown = useMemo(() => filterSections(sections, filter, isOnlyChanged), [sections, filter, isOnlyChanged])
  const owner = target.kind === 'nodes' ? (target.nodes.at(-1) ?? null) : target.kind === 'inner' ? target.holder : null
  const place = useMemo(() => ({ session, owner, Value: ValueEditor, Resource: ResourceProperties }), [session, owner])
  const isFiltered = filter !== '' || isOnlyChanged
  // What was asked for stands where it is seen.
  const isBlaming = useShell(state => state.git.isBlaming)
  const blame = target.kind === 'nodes' && target.nodes.length === 1 && (
    <NodeBlame path={session.path} node={nodePath(scene, target.nodes[0] ?? ('' as NodeId))} />
  )
  const toggle = (id: string) => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }

  return (
    <EditPlaceContext value={place}>
      <div className="inspector" data-part="inspector">
        <Head session={session} target={target} />
        <div className="inspector-filter">
          <SearchInput
            label={inspectorWords.filter}
            placeholder={inspectorWords.filter}
            value={filter}
            onChange={setFilter}
          />
          <IconButton
            icon={<ListFilter className="icon icon-small" aria-hidden />}
            label={inspectorWords.onlyChanged}
            isOn={isOnlyChanged}
            onPress={() => setOnlyChanged(!isOnlyChanged)}
          />
        </div>
        <div className="inspector-body">
          {isBlaming && !isFiltered && blame}
          {shown.length === 0 && isFiltered && <p className="empty-inline">{inspectorWords.noMatch}</p>}
          {shown.map(section => (
            <Section
              key={section.id}
              title={section.title}
              icon={
                section.type === null ? (
                  <FileIcon kind={section.id === 'script' ? 'script' : 'other'} />
                ) : (
                  <NodeIcon classes={session.classes} type={section.type} />
                )
              }
              isOpen={isFiltered || !folded.has(section.id)}
              onToggle={() => toggle(section.id)}
            >
              {section.rows.map((row, index) => (
                <div key={row.name}>
                  {row.group !== null && row.group !== section.rows[index - 1]?.group && (
                    <p className="property-group meta">{row.group}</p>
                  )}
                  <PropertyRowView
                    row={row}
                    isReadOnly={!session.canWrite}
                    onCommit={text => commit(session, target, row, text)}
                    onPreview={text => preview(session, target, row.name, text)}
                  />
                </div>
              ))}
            </Section>
          ))}
          {target.kind === 'nodes' && !isFiltered && (
            <>
              <NodeGroups
                session={session}
                nodes={target.nodes}
                isOpen={!folded.has('groups')}
                onToggle={() => toggle('groups')}
              />
              {target.nodes.length === 1 && (
                <NodeSignals
                  session={session}
                  node={target.nodes[0] ?? ('' as NodeId)}
                  isOpen={!folded.has('signals')}
                  onToggle={() => toggle('signals')}
                />
              )}
              {!isBlaming && blame}
            </>
          )}
        </div>
      </div>
    </EditPlaceContext>
  )
}

function Head({ session, target }: { readonly session: SceneSession; readonly target: Target }): ReactElement {
  const { scene } = session.document
  if (target.kind === 'inner') {
    const { inner } = target
    return (
      <header className="inspector-head">
        <NodeIcon classes={session.classes} type={inner.resolvedType} />
        <h2 className="panel-title ellipsis">{inner.name}</h2>
        <span className="meta">{inner.resolvedType}</span>
        <p className="inspector-note meta">{inspectorWords.inner(inner.source)}</p>
      </header>
    )
  }
  if (target.kind === 'resource') {
    return (
      <header className="inspector-head">
        <FileIcon kind="resource" />
        <h2 className="panel-title ellipsis">{session.path.slice(session.path.lastIndexOf('/') + 1)}</h2>
        <span className="meta">{scene.header.get('type')?.replaceAll('"', '') ?? inspectorWords.resource}</span>
      </header>
    )
  }
  const [first] = target.nodes
  const node = first === undefined ? undefined : scene.nodes.get(first)
  const types = new Set(target.nodes.map(id => effectiveType(scene, id, path => session.sceneAt(path))))
  const [type = null] = types
  return (
    <header className="inspector-head">
      <NodeIcon classes={session.classes} type={types.size === 1 ? type : null} />
      <h2 className="panel-title ellipsis">
        {target.nodes.length === 1 ? node?.name : inspectorWords.nodes(target.nodes.length)}
      </h2>
      <span className="meta">{types.size === 1 ? type : words.mixed}</span>
      {!session.canWrite && <span className="title-chip">{inspectorWords.readOnly}</span>}
    </header>
  )
}

/** One gesture whatever the target is. An inner node gets its override with the first change, and is selected as that. */
function commit(session: SceneSession, target: Target, row: PropertyRow, text: string | null): void {
  const { editor } = session
  const set = (nodes: readonly NodeId[]) => {
    const isNode = row.type === 'Object' && (row.hint === 'node' || text?.startsWith('NodePath(') === true)
    if (isNode) setNodeReference(editor, nodes, row.name, text === 'null' ? null : text)
    else setProperty(editor, nodes, row.name, text)
  }
  switch (target.kind) {
    case 'nodes':
      set(target.nodes)
      return
    case 'resource':
      setResourceProperty(editor, target.id, row.name, text)
      return
    case 'inner': {
      if (text === null) return
      const id = editor.gesture(`Override ${row.name}`, () => {
        const made = overrideInner(editor, { instance: target.holder, inner: target.inner })
        set([made])
        return made
      })
      selectNodes(session, [id])
    }
  }
}

/** Others see a value move while it is being dragged; it is stored once, when it is let go. */
function preview(session: SceneSession, target: Target, name: string, text: string | null): void {
  if (target.kind !== 'nodes') return
  session.presence.setDrag(
    text === null ? null : Object.fromEntries(target.nodes.slice(0, 50).map(id => [id, { [name]: text }])),
  )
}

function findInner(node: InnerNode | null, path: string): InnerNode | null {
  if (node === null || node.path === path) return node
  for (const child of node.children) {
    if (child.path === path || path.startsWith(`${child.path}/`)) {
      const found = findInner(child, path)
      if (found !== null) return found
    }
  }
  return null
}
