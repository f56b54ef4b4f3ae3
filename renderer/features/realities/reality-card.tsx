/** The reality that is selected in the graph: how it differs from its parent, and what can be done with it. */
import { Ellipsis, GitBranch } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { MergePreview, Reality } from '../../../shared/contract/realities.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../../ui/overlay.tsx'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ChangeIcon } from '../node-icon/index.ts'
import { bringBack, merge, previewMerge, realityById, switchTo } from './realities-actions.ts'

const words = historyWords.realities

export function RealityCard({ reality }: { readonly reality: Reality }): ReactElement {
  const parts = useApp()
  const graph = useHost(view => view.graph)
  const [isRenaming, setRenaming] = useState(false)
  const parent = realityById(graph, reality.parent)
  const act = (run: Promise<unknown>) => void run.catch((error: unknown) => parts.notices.error(error))
  const merging = useCall<unknown>()

  return (
    <section className="point-card" aria-label={reality.name}>
      <div className="point-head">
        {isRenaming ? (
          <TextInput
            isUi
            autoFocus
            label={words.renameLabel}
            value={reality.name}
            onCancel={() => setRenaming(false)}
            onCommit={name => {
              if (name.trim() !== '') act(parts.app.api.realities.rename({ id: reality.id, name: name.trim() }))
              return null
            }}
          />
        ) : (
          <span className="panel-title ellipsis">{reality.name}</span>
        )}
        {parent !== null && !isRenaming && <span className="meta ellipsis grow">{words.from(parent.name)}</span>}
        {reality.author !== null && <Initial name={reality.author.name} color={reality.author.color} />}
      </div>
      {reality.status === 'dropped' ? (
        <Dropped reality={reality} onRestore={() => act(bringBack(parts, reality))} />
      ) : (
        <>
          {reality.status === 'merged' && parent !== null && <p className="second">{words.isMerged(parent.name)}</p>}
          {reality.branch !== null && (
            <p className="second point-branch">
              <GitBranch className="icon icon-small" aria-hidden />
              <span className="mono ellipsis">{words.branch(reality.branch.replace(/^refs\/heads\//, ''))}</span>
            </p>
          )}
          {parent !== null && <Differences reality={reality} parent={parent} />}
          <CallProgress call={merging} label={historyWords.merge.merging} canStop={false} />
          <div className="point-actions">
            {reality.parent === null && reality.isCurrent && (
              <Button onPress={() => openDialog(parts.shell, { kind: 'name-version' })}>
                {historyWords.versions.command}
              </Button>
            )}
            {parent !== null && <Button onPress={() => previewMerge(parts, reality)}>{words.preview}</Button>}
            {!reality.isCurrent && (
              <Button kind="plain" onPress={() => act(switchTo(parts, reality))}>
                {words.switchTo}
              </Button>
            )}
            <span className="grow" />
            <MenuButton
              label={words.more}
              button={<Ellipsis className="icon icon-small" aria-hidden />}
              entries={[
                { kind: 'item', id: 'rename', label: words.rename, run: () => setRenaming(true) },
                ...(parent === null ? [] : ownEntries()),
              ]}
            />
          </div>
        </>
      )}
    </section>
  )

  function ownEntries(): MenuEntry[] {
    return [
      {
        kind: 'item',
        id: 'merge',
        label: words.merge,
        run: () => void merging.run(() => merge(parts, reality, 'auto')),
      },
      {
        kind: 'item',
        id: 'drop',
        label: words.drop,
        isDisabled: reality.isCurrent,
        run: () => openDialog(parts.shell, { kind: 'drop-reality', reality: reality.id }),
      },
    ]
  }
}

function Dropped({ reality, onRestore }: { readonly reality: Reality; readonly onRestore: () => void }): ReactElement {
  return (
    <>
      <p className="second">{words.goneAt(reality.goneAt === null ? '' : historyWords.when(reality.goneAt))}</p>
      <div className="point-actions">
        <Button onPress={onRestore}>{words.restore}</Button>
      </div>
    </>
  )
}

/** Asked for again whenever one of the two was worked in. */
function Differences({
  reality,
  parent,
}: {
  readonly reality: Reality
  readonly parent: Reality
}): ReactElement | null {
  const { app } = useApp()
  const call = useCall<MergePreview>()
  const { run } = call
  const { id } = reality
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it answers depends on how far both have come.
  useEffect(() => {
    void run(signal => app.api.realities.preview({ id }, { signal }))
  }, [app, run, id, reality.lastEditAt, reality.changedFiles, parent.lastEditAt])
  const preview = shownValue(call.state)
  if (preview === null) return <CallProgress call={call} label={words.comparing} />
  if (preview.files.length === 0) return <p className="second">{words.noChanges}</p>
  const scenes = preview.files.filter(file => file.isScene)
  const sum = (of: 'added' | 'removed' | 'changed') => scenes.reduce((count, file) => count + file[of], 0)
  return (
    <dl className="point-counts">
      <Count icon={<ChangeIcon kind="added" label="" />} label={words.added} count={sum('added')} />
      <Count icon={<ChangeIcon kind="removed" label="" />} label={words.removed} count={sum('removed')} />
      <Count icon={<ChangeIcon kind="changed" label="" />} label={words.changed} count={sum('changed')} />
      <Count
        icon={<ChangeIcon kind="moved" label="" />}
        label={words.otherFiles}
        count={preview.files.length - scenes.length}
      />
      <Count
        icon={<ContestedDisc colors={[reality.author?.color ?? 2, parent.author?.color ?? 5]} label="" />}
        label={words.wouldMeet(parent.name)}
        count={preview.contested}
      />
    </dl>
  )
}

function Count(props: {
  readonly icon: ReactNode
  readonly label: string
  readonly count: number
}): ReactElement | null {
  if (props.count === 0) return null
  return (
    <div className="point-count">
      <span className="point-count-icon" aria-hidden>
        {props.icon}
      </span>
      <dt className="second grow">{props.label}</dt>
      <dd>{props.count}</dd>
    </div>
  )
}
