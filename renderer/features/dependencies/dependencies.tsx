/** What a file needs and what needs it, as a graph that one walks through, with a way back. */
import { ArrowLeft, ArrowRight, FileInput } from 'lucide-react'
import { type ReactElement, useEffect, useId, useState } from 'react'
import { isAppError } from '../../../shared/contract/errors.ts'
import type { DependenciesAround } from '../../../shared/contract/search.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { openTab } from '../../commands/shell-store.ts'
import { showNode } from '../../commands/show-node.ts'
import { searchWords } from '../../text/search.ts'
import { IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { GraphView } from './graph-view.tsx'
import './dependencies.css'

const text = searchWords.dependencies

export const dependencyCommands: readonly Command[] = [
  command({
    id: 'dependencies.open',
    title: text.command,
    keys: 'Alt+G',
    when: ({ scene }) => scene !== null,
    run: ({ shell, scene }) => {
      if (scene !== null) openTab(shell, 'dependencies', scene.path)
    },
  }),
]

interface History {
  readonly paths: readonly string[]
  readonly at: number
}

/** `path`: where the walk begins. */
export function Dependencies({ path: first }: { readonly path: string }): ReactElement {
  const parts = useApp()
  const files = useHost(view => view.files)
  const [history, setHistory] = useState<History>({ paths: [first], at: 0 })
  const [typed, setTyped] = useState<string | null>(null)
  const path = history.paths[history.at] ?? first
  const found = useAround(path)
  const list = useId()

  function walk(to: string): void {
    if (to === path) return
    setHistory(({ paths, at }) => ({ paths: [...paths.slice(0, at + 1), to], at: at + 1 }))
  }
  function step(by: 1 | -1): void {
    setHistory(({ paths, at }) => ({ paths, at: Math.max(0, Math.min(paths.length - 1, at + by)) }))
  }
  function choose(value: string): void {
    const wanted = value.startsWith('res://') ? value : `res://${value}`
    if (files?.some(file => file.path === wanted)) {
      walk(wanted)
      setTyped(null)
    } else setTyped(value)
  }

  return (
    <div className="dependencies">
      <div className="dependencies-head">
        <IconButton
          icon={<ArrowLeft className="icon" aria-hidden />}
          label={text.back}
          isDisabled={history.at === 0}
          onPress={() => step(-1)}
        />
        <IconButton
          icon={<ArrowRight className="icon" aria-hidden />}
          label={text.forward}
          isDisabled={history.at === history.paths.length - 1}
          onPress={() => step(1)}
        />
        <input
          className="field dependencies-path"
          aria-label={text.label}
          list={list}
          value={typed ?? path.replace('res://', '')}
          spellCheck={false}
          autoComplete="off"
          onChange={event => choose(event.target.value)}
          onBlur={() => setTyped(null)}
        />
        <datalist id={list}>
          {(files ?? [])
            .filter(file => file.kind !== 'folder' && !/\.(?:import|uid)$/.test(file.path))
            .map(file => (
              <option key={file.path} value={file.path.slice(6)} />
            ))}
        </datalist>
        <IconButton
          icon={<FileInput className="icon" aria-hidden />}
          label={text.open}
          isDisabled={typeof found !== 'object' || found === null || found.file.isMissing}
          onPress={() => showNode(parts, path, null)}
        />
        {typeof found === 'object' && found !== null && <Summary around={found} />}
      </div>
      {found === null ? (
        <Skeleton label={text.loading} widths={[30, 60, 45]} />
      ) : found === 'gone' ? (
        <Empty>{text.gone}</Empty>
      ) : (
        <>
          <div className="dependencies-columns meta">
            <span>{found.usedBy.length === 0 ? text.nobody : `${text.usedBy} (${found.usedBy.length})`}</span>
            <span>{found.uses.length === 0 ? text.nothing : `${text.uses} (${found.uses.length})`}</span>
          </div>
          <GraphView key={path} around={found} onWalk={walk} onBack={() => step(-1)} />
          {found.cycles.length > 0 && (
            <p className="dependencies-circle mono meta">
              {text.circle} {found.cycles.map(cycle => cycle.map(each => each.slice(6)).join(' → ')).join('; ')}
            </p>
          )}
        </>
      )}
      <div className="palette-foot meta">
        <span>
          <Kbd keys="ArrowLeft" /> <Kbd keys="ArrowRight" /> {text.keys.column}
        </span>
        <span>
          <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> {text.keys.row}
        </span>
        <span>
          <Kbd keys="Enter" /> {text.keys.walk}
        </span>
        <span className="grow">
          <Kbd keys="Backspace" /> {text.keys.back}
        </span>
      </div>
    </div>
  )
}

function Summary({ around }: { readonly around: DependenciesAround }): ReactElement {
  return (
    <span className="dependencies-summary meta">
      {text.needs(around.needs.length)} · {text.neededBy(around.neededBy.length)}
      {around.missing.length > 0 && (
        <span className="dependencies-missing" title={around.missing.join('\n')}>
          {' · '}
          {text.missing(around.missing.length)}
        </span>
      )}
    </span>
  )
}

/** null while it is asked; asked again whenever files or problems change. */
function useAround(path: string): DependenciesAround | 'gone' | null {
  const { app, notices } = useApp()
  const files = useHost(view => view.files)
  const problems = useHost(view => view.problems)
  const [found, setFound] = useState<{ path: string; around: DependenciesAround | 'gone' } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed in files or scenes may change this.
  useEffect(() => {
    let isCurrent = true
    app.api.dependencies.of({ path }).then(
      around => {
        if (isCurrent) setFound({ path, around })
      },
      (error: unknown) => {
        if (!isCurrent) return
        if (isAppError(error) && error.code === 'NOT_FOUND') setFound({ path, around: 'gone' })
        else notices.error(error)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, path, files, problems])
  return found?.path === path ? found.around : null
}
