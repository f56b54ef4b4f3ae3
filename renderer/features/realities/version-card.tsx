/** A version, or a merge, that is selected in the graph. */
import { Ellipsis, Undo2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { Version } from '../../../shared/contract/history.ts'
import type { RealityMerge } from '../../../shared/contract/realities.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { MenuButton } from '../../ui/overlay.tsx'
import { Initial } from '../../ui/person.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { realityById, undoMerge } from './realities-actions.ts'

export function VersionCard({ version }: { readonly version: Version }): ReactElement {
  const { app, shell, notices } = useApp()
  const [isRenaming, setRenaming] = useState(false)
  const { id, name, note, author, time, changedFiles } = version
  const act = (run: Promise<unknown>, said?: string) =>
    void run.then(
      () => said !== undefined && notices.info(said),
      (error: unknown) => notices.error(error),
    )
  return (
    <section className="point-card" aria-label={name}>
      <div className="point-head">
        {isRenaming ? (
          <TextInput
            isUi
            autoFocus
            label={historyWords.versions.renameLabel}
            value={name}
            onCancel={() => setRenaming(false)}
            onCommit={next => {
              if (next.trim() !== '') act(app.api.versions.rename({ id, name: next.trim() }))
              return null
            }}
          />
        ) : (
          <span className="panel-title ellipsis">{name}</span>
        )}
        {!isRenaming && <span className="meta grow">{historyWords.when(time)}</span>}
        {author !== null && <Initial name={author.name} color={author.color} />}
      </div>
      {note !== '' && <p>{note}</p>}
      <p className="second">{historyWords.versions.scenes(changedFiles)}</p>
      <div className="point-actions">
        <Button onPress={() => openDialog(shell, { kind: 'restore-version', version: id })}>
          {historyWords.versions.restore}
        </Button>
        <span className="grow" />
        <MenuButton
          label={historyWords.versions.more}
          button={<Ellipsis className="icon icon-small" aria-hidden />}
          entries={[
            { kind: 'item', id: 'rename', label: words.commands.rename, run: () => setRenaming(true) },
            {
              kind: 'item',
              id: 'remove',
              label: historyWords.versions.remove,
              run: () => act(app.api.versions.remove({ id }), historyWords.versions.removed(name)),
            },
          ]}
        />
      </div>
    </section>
  )
}

export function MergeCard({ merge }: { readonly merge: RealityMerge }): ReactElement {
  const parts = useApp()
  const graph = useHost(view => view.graph)
  const undoing = useCall<void>()
  const from = realityById(graph, merge.from)?.name ?? merge.from
  const into = realityById(graph, merge.into)?.name ?? merge.into
  return (
    <section className="point-card" aria-label={historyWords.merge.title(from, into)}>
      <div className="point-head">
        <span className="panel-title ellipsis">{historyWords.merge.title(from, into)}</span>
        <span className="meta grow">{historyWords.when(merge.time)}</span>
        {merge.author !== null && <Initial name={merge.author.name} color={merge.author.color} />}
      </div>
      <p className="second">
        {historyWords.merge.mergedFiles(merge.files)} {historyWords.merge.mergedMet(merge.contested)}
      </p>
      <CallProgress call={undoing} label={historyWords.merge.undoing} canStop={false} />
      {merge.status === 'done' && (
        <div className="point-actions">
          <Button onPress={() => void undoing.run(() => undoMerge(parts, merge))}>
            <Undo2 className="icon icon-small" aria-hidden /> {historyWords.merge.undo}
          </Button>
          <Button kind="plain" onPress={() => openTab(parts.shell, 'review')}>
            {words.review.title}
          </Button>
        </div>
      )}
    </section>
  )
}
