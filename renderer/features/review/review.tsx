/** What met or was repaired, each with its choices. Every choice is an edit; nothing here has to be done now. */
import { Unlink } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import './review.css'

/** `isNarrow`: in the right panel, where choices stand below one another. */
export function Review({ isNarrow = false }: { readonly isNarrow?: boolean }): ReactElement {
  const { app, shell, notices } = useApp()
  const items = useHost(view => view.review)
  const [kind, setKind] = useState<string>('all')
  const [current, setCurrent] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const shown = useMemo(
    () => (items ?? []).filter(item => kind === 'all' || words.review.kinds[item.kind] === kind),
    [items, kind],
  )
  const index = Math.max(
    0,
    shown.findIndex(item => item.id === current),
  )
  const item = shown[index]

  if (items === null) return <Skeleton label={words.review.loading} widths={[60, 90, 40, 80]} />
  if (items.length === 0) return <Empty>{words.review.none}</Empty>

  function choose(of: ReviewItem, choice: string): void {
    app.api.review.choose({ id: of.id, choice }).then(
      review => app.host.setState({ review }),
      (error: unknown) => notices.error(error),
    )
  }

  function show(of: ReviewItem): void {
    openTab(shell, 'scene', of.file)
    const { nodeId } = of
    if (nodeId === null) return
    app.scenes.open(of.file).then(
      opened => {
        if (opened.status !== 'open') return
        selectNodes(opened.session, [nodeId as NodeId])
        opened.session.view.setState({ reveal: [nodeId as NodeId] })
      },
      (error: unknown) => notices.error(error),
    )
  }

  function go(to: number): void {
    const next = shown[Math.max(0, Math.min(shown.length - 1, to))]
    if (next === undefined) return
    setCurrent(next.id)
    box.current?.querySelector(`[data-item="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || item === undefined) return
    const choice = /^[1-9]$/.test(event.key) ? item.choices[Number(event.key) - 1] : undefined
    if (event.key === 'j' || event.key === 'ArrowDown') go(index + 1)
    else if (event.key === 'k' || event.key === 'ArrowUp') go(index - 1)
    else if (choice !== undefined) choose(item, choice.id)
    else if (event.key === ' ' && event.target === event.currentTarget) show(item)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const counts = Map.groupBy(items, each => words.review.kinds[each.kind])
  return (
    <div className="review" data-narrow={isNarrow || undefined}>
      {!isNarrow && <p className="review-intro second">{words.review.intro(items.length)}</p>}
      <ToggleRow
        label={words.review.filter}
        value={kind}
        options={[
          { value: 'all', label: words.review.all, count: items.length },
          ...[...counts].map(([label, of]) => ({ value: label, label, count: of.length })),
        ]}
        onChange={setKind}
      />
      <section
        ref={box}
        className="review-items"
        aria-label={words.review.items}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: J, K and the digits work on the list as a whole.
        tabIndex={0}
        data-scope="review"
        onKeyDown={onKeyDown}
      >
        {[...Map.groupBy(shown, each => each.file)].map(([file, of]) => (
          <section key={file} aria-label={file}>
            <h3 className="review-file">
              <FileIcon kind="scene" />
              <span className="mono">{file.slice(6)}</span>
              <span className="count">{of.length}</span>
            </h3>
            {of.map(each => (
              <ReviewEntry
                key={each.id}
                item={each}
                isCurrent={each === item}
                onFocus={() => setCurrent(each.id)}
                onChoose={choice => choose(each, choice)}
                onShow={() => show(each)}
              />
            ))}
          </section>
        ))}
      </section>
      <div className="review-keys meta">
        <span>
          <Kbd keys="J" /> <Kbd keys="K" /> {words.review.keysNext}
        </span>
        <span>
          <Kbd keys="1" /> – <Kbd keys="9" /> {words.review.keysChoose}
        </span>
        <span>
          <Kbd keys="Space" /> {words.review.keysShow}
        </span>
        {!isNarrow && <span className="review-every">{words.review.everyChoice}</span>}
      </div>
    </div>
  )
}

function ReviewEntry(props: {
  readonly item: ReviewItem
  readonly isCurrent: boolean
  readonly onFocus: () => void
  readonly onChoose: (choice: string) => void
  readonly onShow: () => void
}): ReactElement {
  const { item, isCurrent, onFocus, onChoose, onShow } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click anywhere makes it the current one; keys do that with J and K.
    <article
      className="review-item"
      data-item={item.id}
      data-current={isCurrent || undefined}
      onClick={onFocus}
      onFocus={onFocus}
    >
      <div className="review-head">
        <button type="button" className="review-node panel-title" onClick={onShow} title={words.review.show}>
          {item.node}
        </button>
        {item.property !== null && <span className="mono second">{item.property}</span>}
        <span className="second grow">{item.text}</span>
        <KindMark item={item} />
      </div>
      <div className="review-choices">
        {item.choices.map((choice, index) => (
          <button
            key={choice.id}
            type="button"
            className="review-choice"
            aria-pressed={choice.inUse}
            onClick={() => onChoose(choice.id)}
          >
            <span className="review-choice-head">
              <span className="review-radio" aria-hidden />
              <span className="second">{choice.label}</span>
              {choice.author !== null && <Initial name={choice.author.name} color={choice.author.color} />}
              {choice.inUse && <span className="review-used">{words.review.inUse}</span>}
              <span className="grow" />
              {index < 9 && <Kbd keys={String(index + 1)} />}
            </span>
            <span className="mono ellipsis">{choice.detail}</span>
          </button>
        ))}
      </div>
    </article>
  )
}

function KindMark({ item }: { readonly item: ReviewItem }): ReactElement {
  const label = words.review.kinds[item.kind]
  switch (item.kind) {
    case 'value':
    case 'stale':
    case 'file':
      return <ContestedDisc colors={item.choices.flatMap(choice => choice.author?.color ?? [])} label={label} />
    case 'recovered':
      return <ChangeIcon kind="removed" label={label} />
    case 'renamed':
      return <ChangeIcon kind="changed" label={label} />
    case 'cycle':
    case 'orphan':
      return <ChangeIcon kind="moved" label={label} />
    case 'dangling':
      return <Unlink className="icon icon-small" role="img" aria-label={label} style={{ color: 'var(--warning)' }} />
  }
}
