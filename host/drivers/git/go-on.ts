/** What is asked of the user's own Git to go on with what it stopped in, or to give it up. */
import type { UnderWay } from '../../git/operations/under-way.ts'

export type GoOn = 'continue' | 'skip' | 'abort'

/** No editor is opened: the message is the one that is there. */
export const SILENT: Readonly<Record<string, string>> = { GIT_EDITOR: ':', GIT_SEQUENCE_EDITOR: ':' }

export function goOnArguments({ kind }: UnderWay, what: GoOn): string[] {
  return ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0', kind, `--${what}`]
}
