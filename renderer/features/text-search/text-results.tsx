/** Lines by file: arrows move, Enter or a click opens the file there; with a replacement, what would become of each. */
import { Square, SquareCheck } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useMemo, useState } from 'react'
import type { FileFound, TextQueryInput } from '../../../shared/contract/text-search.ts'
import { replaceIn } from '../../../shared/repo/search/match-text.ts'
import { readTextQuery } from '../../../shared/repo/search/text-query.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openTextAt } from '../../commands/shell-store.ts'
import { textSearchWords as text } from '../../text/text-search.ts'
import { FileIcon } from '../node-icon/index.ts'

export interface Replacing {
  readonly query: TextQueryInput
  readonly by: string
  readonly leftOut: ReadonlySet<string>
  readonly setLeftOut: (paths: ReadonlySet<string>) => void
}

type Line = FileFound['lines'][number]

interface Row {
  readonly path: string
  readonly line: Line
}

const PAGE = 12

export function TextResults(props: {
  readonly files: readonly FileFound[]
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly replacing: Replacing | null
}): ReactElement {
  const { shell } = useApp()
  const { files, listRef, replacing } = props
  const [active, setActive] = useState(0)
  const id = useId()
  const rows = useMemo(() => files.flatMap(({ path, lines }) => lines.map((line): Row => ({ path, line }))), [files])
  const starts = useMemo(() => startsOf(files), [files])
  const index = Math.min(active, rows.length - 1)
  const becomes = useBecomes(replacing)
  const isOut = (path: string) => replacing?.leftOut.has(path) === true

  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to see is another one whenever the index moves.
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index, listRef])

  function open({ path, line }: Row): void {
    openTextAt(shell, path, { line: line.line, column: (line.ranges[0]?.[0] ?? 0) + line.skipped + 1 })
  }

  function toggle(path: string): void {
    if (replacing === null) return
    const next = new Set(replacing.leftOut)
    if (!next.delete(path)) next.add(path)
    replacing.setLeftOut(next)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -rows.length, End: rows.length }[
      event.key
    ]
    const row = rows[index]
    if (step !== undefined) setActive(Math.max(0, Math.min(rows.length - 1, index + step)))
    else if (event.key === 'Enter' && row !== undefined) open(row)
    else if (event.key === ' ' && row !== undefined) toggle(row.path)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label={text.results}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${index}`}
      tabIndex={0}
      className="find-results"
      onKeyDown={onKeyDown}
    >
      {files.map((file, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options within a listbox.
        <div
          key={file.path}
          role="group"
          aria-label={isOut(file.path) ? text.leftOut(file.path.slice(6)) : file.path.slice(6)}
          className="text-search-file"
          data-out={isOut(file.path) || undefined}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the list has the focus, and Space. */}
          <div className="find-scene" role="presentation" onClick={() => toggle(file.path)}>
            {replacing !== null &&
              (isOut(file.path) ? (
                <Square className="icon icon-small" aria-hidden />
              ) : (
                <SquareCheck className="icon icon-small" aria-hidden />
              ))}
            <FileIcon kind={/\.tscn$/.test(file.path) ? 'scene' : 'text'} path={file.path} />
            <span className="mono ellipsis">{file.path.slice(6)}</span>
            <span className="count">{file.lines.length}</span>
          </div>
          {file.lines.map((line, i) => {
            const place = (starts[at] ?? 0) + i
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the keys.
              <div
                key={line.line}
                id={`${id}-${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={place === index}
                className="text-search-row"
                onClick={() => {
                  setActive(place)
                  open({ path: file.path, line })
                }}
              >
                <span className="text-search-number mono">{line.line}</span>
                <span className="mono ellipsis grow">
                  <Marked line={line} isGoing={replacing !== null} />
                  {becomes !== null && !isOut(file.path) && (
                    <ins className="text-search-after">{becomes(line.text)}</ins>
                  )}
                </span>
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

/** The index of each file's first line among all. */
function startsOf(files: readonly FileFound[]): number[] {
  let sum = 0
  return files.map(({ lines }) => {
    const start = sum
    sum += lines.length
    return start
  })
}

/** The line as it would be, without what is blank before it; null where nothing is being replaced. */
function useBecomes(replacing: Replacing | null): ((line: string) => string) | null {
  const { query = null, by = '' } = replacing ?? {}
  return useMemo(() => {
    if (query === null) return null
    const { isRegex = false, isWord = false, caseSensitive = 'smart' } = query
    const read = readTextQuery({ text: query.text, isRegex, isWord, caseSensitive })
    if (!read.ok) return null
    return line => (replaceIn(line, read.pattern, by, isRegex)?.text ?? line).trimStart()
  }, [query, by])
}

/** The line with its matches marked; what is blank before it says nothing here. */
function Marked({ line, isGoing }: { readonly line: Line; readonly isGoing: boolean }): ReactElement {
  const blank = line.text.length - line.text.trimStart().length
  const from = Math.min(blank, line.ranges[0]?.[0] ?? blank)
  const parts: ReactElement[] = []
  let at = from
  for (const [start, end] of line.ranges) {
    parts.push(<span key={`${start}-`}>{line.text.slice(at, start)}</span>)
    const found = line.text.slice(start, end)
    parts.push(isGoing ? <del key={start}>{found}</del> : <mark key={start}>{found}</mark>)
    at = end
  }
  return (
    <>
      {line.skipped > 0 && '…'}
      {parts}
      {line.text.slice(at)}
    </>
  )
}
