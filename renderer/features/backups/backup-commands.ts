/** Backups in the palette. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { historyWords } from '../../text/history.ts'

export const backupCommands: readonly Command[] = [
  command({
    id: 'backup.now',
    title: historyWords.backups.command,
    when: ({ app }) => app.host.getState().versions !== null,
    run: backUpNow,
  }),
]

export async function backUpNow({ app, notices }: Pick<CommandContext, 'app' | 'notices'>): Promise<void> {
  const made = await app.api.backups.now()
  notices.info(made === null ? historyWords.backups.nothing : historyWords.backups.made)
}
