/** What `weft reality` asks of wherever the realities are: a workspace, or the branches of a repository. */
import type { RealityMergeStrategy } from '../shared/contract/realities.ts'
import type { CommandEvent, CommandOutcome } from '../shared/contract/side-by-side.ts'

/** What a command says: to scripts, and to people. */
export interface Told {
  readonly answer: object
  readonly words: string
  /** Places for somebody to look at. */
  readonly contested?: number
  /** Realities in which a command did not end well. */
  readonly failed?: number
}

export interface CompareOptions {
  /** A command to run in each. */
  readonly run: string | null
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly onEvent: (event: CommandEvent) => void
}

export interface RealitySource {
  /** `withBranch`: with a Git branch that goes with it, where it is not one itself. */
  create(name: string, from: string | undefined, withBranch: boolean): Promise<Told>
  try(make: readonly string[] | number, from: string | undefined): Promise<Told>
  list(): Promise<Told>
  diff(name: string): Promise<Told>
  compare(names: readonly string[], options: CompareOptions): Promise<Told>
  preview(name: string, strategy: RealityMergeStrategy): Promise<Told>
  merge(name: string, strategy: RealityMergeStrategy): Promise<Told>
  apply(name: string, drop: readonly string[] | 'rest', options: ApplyOptions): Promise<Told>
  undo(): Promise<Told>
  switch(name: string): Promise<Told>
  drop(name: string, isDryRun: boolean): Promise<Told>
  restore(name: string): Promise<Told>
}

export interface ApplyOptions {
  readonly strategy: RealityMergeStrategy
  readonly isDryRun: boolean
}

export function countFailed(outcomes: readonly CommandOutcome[]): number {
  return outcomes.filter(({ exitCode }) => exitCode !== 0).length
}

/** Reads events to their end, and answers with how each ended, in the order of `ids`. */
export async function outcomesOf(
  events: AsyncIterable<CommandEvent>,
  ids: readonly string[],
  onEvent: (event: CommandEvent) => void,
): Promise<CommandOutcome[]> {
  const outcomes = new Map<string, CommandOutcome>()
  for await (const event of events) {
    onEvent(event)
    if (event.kind === 'done') outcomes.set(event.outcome.reality, event.outcome)
  }
  return ids.flatMap(id => outcomes.get(id) ?? [])
}
