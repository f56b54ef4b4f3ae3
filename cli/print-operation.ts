/** What an operation did, or would do, in words and in JSON. */
import type { Change } from '../host/git/operations/change.ts'
import type { Done } from '../host/git/operations/run-operation.ts'
import { conflictWords, sidesOf } from '../shared/repo/conflict-words.ts'
import type { TreeConflict } from '../shared/repo/tree-conflict.ts'

export interface OperationOptions {
  readonly C: string
  readonly json?: true
  readonly dryRun?: true
}

/** Result first, as scripts read it; the number of the operation and, of a dry run, what would change. */
export function printDone<T extends object>(
  { result, change, operation }: Done<T>,
  { json, dryRun }: OperationOptions,
  words: (result: T) => string,
): void {
  if (json) {
    const more = dryRun ? { changes: changesOf(change) } : { operation }
    process.stdout.write(`${JSON.stringify({ ...result, ...more })}\n`)
  } else process.stdout.write(dryRun ? describeChange(change) : words(result))
  if ('conflicts' in result) sayConflicts(result.conflicts as readonly TreeConflict[], json === true)
}

/** Counted on standard error, and listed there for people. */
function sayConflicts(conflicts: readonly TreeConflict[], isJson: boolean): void {
  if (conflicts.length === 0) return
  const lines = isJson ? [] : conflicts.flatMap(printConflict)
  const count = conflicts.length === 1 ? '1 place' : `${conflicts.length} places`
  process.stderr.write(`${[...lines, `weft: ${count} to look at; ours is in use there`].join('\n')}\n`)
}

function printConflict({ kind, path, otherPaths, places }: TreeConflict): string[] {
  const other = otherPaths.length === 0 ? '' : ` (${otherPaths.join(', ')})`
  const inside = places.map(place => {
    const at = place.kind === 'text' ? `line ${place.line}:` : place.node
    return `  ${at} ${sidesOf(place)}`
  })
  return [`${path}${other}: ${conflictWords[kind]}`, ...inside]
}

export interface Changes {
  readonly files: readonly { readonly path: string; readonly status: 'added' | 'modified' | 'deleted' }[]
  readonly refs: readonly { readonly name: string; readonly from: string | null; readonly to: string | null }[]
}

export function changesOf({ files, index, refs, head }: Change): Changes {
  const byPath = new Map([...index, ...files].map(each => [each.path, each]))
  const moved = refs.map(({ name, before, after }) => ({ name, from: before, to: after }))
  const nameOf = (target: NonNullable<Change['head']>['before']) =>
    target.kind === 'branch' ? target.name : target.hash
  if (head !== null) moved.push({ name: 'HEAD', from: nameOf(head.before), to: nameOf(head.after) })
  return {
    files: [...byPath.values()]
      .filter(({ before, after }) => before?.hash !== after?.hash || before?.mode !== after?.mode)
      .map(({ path, before, after }) => {
        if (before === null) return { path, status: 'added' as const }
        return { path, status: after === null ? ('deleted' as const) : ('modified' as const) }
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    refs: moved,
  }
}

function describeChange(change: Change): string {
  const { files, refs } = changesOf(change)
  const lines = [
    ...refs.map(({ name, from, to }) => `${name}: ${short(from)} → ${short(to)}`),
    ...files.map(({ path, status }) => `${status} ${path}`),
  ]
  return lines.length === 0 ? 'Nothing would change.\n' : `${lines.join('\n')}\n`
}

function short(name: string | null): string {
  if (name === null) return '(none)'
  return /^[0-9a-f]{40}$/.test(name) ? name.slice(0, 8) : name
}
