/** A command for all that are shown, and what it printed in the one that is selected. */
import { Play, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { CommandOutcome } from '../../../shared/contract/side-by-side.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { historyWords } from '../../text/history.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { ChangeIcon } from '../node-icon/index.ts'
import { runInAll, setView, stopRun } from './actions.ts'

export function CommandBar({ realities }: { readonly realities: readonly Reality[] }): ReactElement {
  const parts = useApp()
  const { command, isRunning, cell } = useShell(state => state.sideBySide)
  const selected = realities.find(({ id }) => id === cell?.reality) ?? realities[0]
  const ids = realities.map(({ id }) => id)
  const canRun = command.trim() !== '' && !isRunning
  return (
    <section className="side-command" aria-label={words.runField}>
      <form
        className="side-command-line"
        onSubmit={event => {
          event.preventDefault()
          if (canRun) void runInAll(parts, ids, command)
        }}
      >
        <input
          className="field mono grow"
          aria-label={words.runField}
          placeholder={words.runPlaceholder}
          value={command}
          spellCheck={false}
          autoComplete="off"
          onChange={event => setView(parts.shell, { command: event.target.value })}
        />
        {!isRunning ? (
          <Button isDisabled={!canRun} onPress={() => void runInAll(parts, ids, command)}>
            <Play className="icon icon-small" aria-hidden /> {words.run}
          </Button>
        ) : (
          <Button onPress={() => void stopRun(parts)}>
            <Square className="icon icon-small" aria-hidden /> {words.stop}
          </Button>
        )}
      </form>
      {selected === undefined ? null : <Output reality={selected} />}
      <div className="palette-foot meta">
        <span>
          <Kbd keys="ArrowDown" /> {words.keys.move}
        </span>
        <span className="grow">
          <Kbd keys="Enter" /> {words.keys.run}
        </span>
      </div>
    </section>
  )
}

function Output({ reality }: { readonly reality: Reality }): ReactElement {
  const run = useShell(state => state.sideBySide.runs[reality.id])
  if (run === undefined) return <p className="second side-hint">{words.runHint}</p>
  const outcome = run.status === 'done' ? run.outcome : null
  const output = run.status === 'done' ? run.outcome.output : run.output
  const isCut = outcome !== null && outcome.outputBytes > new TextEncoder().encode(output).length
  return (
    <>
      <div className="side-output-head meta">
        <span>{words.outputOf(reality.name)}</span>
        {outcome?.reason != null && <span className="side-reason">{outcome.reason}</span>}
        {isCut && <span>{words.cut}</span>}
        <span className="grow" />
        {outcome !== null && outcome.fileCount > 0 && <span>{words.madeFiles(outcome.fileCount)}</span>}
      </div>
      <div className="side-output">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there. */}
        <section className="side-output-text" tabIndex={0} aria-label={words.outputOf(reality.name)}>
          <pre className="mono">{output === '' && outcome !== null ? words.noOutput : output}</pre>
        </section>
        {outcome !== null && outcome.fileCount > 0 && <MadeFiles outcome={outcome} />}
      </div>
    </>
  )
}

function MadeFiles({ outcome }: { readonly outcome: CommandOutcome }): ReactElement {
  return (
    <ul className="side-made" aria-label={words.madeFiles(outcome.fileCount)}>
      {outcome.files.slice(0, 200).map(({ path, kind }) => (
        <li key={path} className="file-change">
          <ChangeIcon kind={kind} label={historyWords.changes.kinds[kind]} />
          <span className="mono ellipsis">{path}</span>
        </li>
      ))}
    </ul>
  )
}
