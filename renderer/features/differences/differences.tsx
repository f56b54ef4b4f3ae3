/** After joining with a clone: how the folder differs from the shared project, and what shall become of it. */
import { type ReactElement, useEffect, useState } from 'react'
import type { LocalDifference } from '../../../shared/contract/data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/choice.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ChangeIcon } from '../node-icon/index.ts'
import './differences.css'

export function Differences(): ReactElement {
  const { app, notices } = useApp()
  const count = useHost(view => view.app?.workspace?.differences ?? 0)
  const [list, setList] = useState<readonly LocalDifference[] | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again whenever the count moves.
  useEffect(() => {
    app.api.differences.list().then(setList, (error: unknown) => notices.error(error))
  }, [app, notices, count])

  if (list === null) return <Skeleton label={words.differences.title} widths={[50, 70, 60]} />
  if (list.length === 0) return <Empty>{words.differences.none}</Empty>

  const all = list.map(({ path }) => path)
  const selected = all.filter(path => chosen.has(path))
  const act = (what: 'accept' | 'discard', paths: string[]) => {
    setBusy(true)
    app.api.differences[what]({ paths })
      .then(
        rest => {
          setList(rest)
          // What was chosen meanwhile stays chosen.
          setChosen(now => new Set([...now].filter(path => !paths.includes(path))))
          notices.info(
            what === 'accept' ? words.differences.accepted(paths.length) : words.differences.discarded(paths.length),
          )
        },
        (error: unknown) => notices.error(error),
      )
      .finally(() => setBusy(false))
  }
  const toggle = (path: string, isOn: boolean) => {
    const next = new Set(chosen)
    if (isOn) next.add(path)
    else next.delete(path)
    setChosen(next)
  }

  return (
    <div className="differences">
      <div className="differences-head">
        <p className="second grow">{words.differences.intro}</p>
        {selected.length > 0 ? (
          <>
            <span className="meta">{words.differences.selected(selected.length)}</span>
            <Button isDisabled={isBusy} onPress={() => act('discard', selected)}>
              {words.differences.discard}
            </Button>
            <Button kind="primary" isDisabled={isBusy} onPress={() => act('accept', selected)}>
              {words.differences.accept}
            </Button>
          </>
        ) : (
          <>
            <Button isDisabled={isBusy} onPress={() => act('discard', all)}>
              {words.differences.discardAll}
            </Button>
            <Button kind="primary" isDisabled={isBusy} onPress={() => act('accept', all)}>
              {words.differences.acceptAll}
            </Button>
          </>
        )}
      </div>
      <ul className="differences-list" aria-label={words.differences.list}>
        {list.map(({ path, kind, changes, count: total }) => (
          <li key={path} className="difference">
            <div className="difference-head">
              <CheckField
                label={words.differences.select(path)}
                isOn={chosen.has(path)}
                onChange={isOn => toggle(path, isOn)}
              />
              <ChangeIcon kind={kind} label={words.differences.kinds[kind]} />
              <span className="mono grow ellipsis">{path.slice(6)}</span>
              <span className="meta">
                {kind === 'changed' ? words.differences.changes(total) : words.differences.kinds[kind]}
              </span>
            </div>
            <ul className="difference-changes">
              {[...new Set(changes)].slice(0, 50).map(change => (
                <li key={change} className="mono second ellipsis">
                  {change}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}
