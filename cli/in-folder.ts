import { Command } from 'commander'
import { type WorkspaceApi, withWorkspace } from './workspace-api.ts'

export interface FolderOptions {
  readonly C: string
  readonly json?: true
}

/** A command that works on a project folder and answers in words or in JSON. */
export function inFolder(name: string, description: string, sample: string): Command {
  return new Command(name)
    .description(description)
    .option('-C <DIR>', 'the project, unless it is the current folder', '.')
    .option('--json', 'as JSON')
    .addHelpText('after', `\nExample:\n  ${sample}\n`)
}

/** Asks the project's workspace, and prints what it answers. Throws what the workspace throws. */
export async function answer<T>(
  { C: directory, json }: FolderOptions,
  ask: (api: WorkspaceApi) => Promise<T>,
  print: (answered: T) => string,
): Promise<void> {
  const answered = await withWorkspace(directory, ask)
  process.stdout.write(json ? `${JSON.stringify(answered)}\n` : print(answered))
}
