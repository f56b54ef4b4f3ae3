/** The `weft` command. Started by weft.mjs, which has checked the version of Node. */
import { Command } from 'commander'
import { explain } from './failure.ts'
import { addCommands, type LazyCommands } from './lazy-commands.ts'
import { packageVersion } from './package.ts'

const COMMANDS: LazyCommands = {
  open: async () => (await import('./open.ts')).openCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  relay: async () => (await import('./relay.ts')).relayCommand(),
  scene: async rest => (await import('./scene.ts')).sceneGroup(rest),
  repo: async rest => (await import('./repo.ts')).repoGroup(rest),
  git: async rest => (await import('./git.ts')).gitGroup(rest),
  search: async () => (await import('./search.ts')).searchCommand(),
  'time-travel': async () => (await import('./time-travel.ts')).timeTravelCommand(),
  version: async () => (await import('./version.ts')).versionCommand(),
  reality: async () => (await import('./reality.ts')).realityCommand(),
}

async function createProgram(words: readonly string[]): Promise<Command> {
  const program = new Command('weft')
    .description('Edit Godot scenes together, online or offline, and lose nothing.')
    .version(packageVersion())
    .addHelpText('after', '\nExamples:\n  weft open ~/games/harbor\n  weft scene tree levels/harbor.tscn\n')
  await addCommands(program, COMMANDS, words)
  quieten(program)
  return program
}

/** Commander's own error lines are ours to write. */
function quieten(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => {} })
  for (const child of command.commands) quieten(child)
}

/** Started with a channel, the command ends when whoever holds its other end does: nobody else could stop it then. */
export async function main(argv: readonly string[]): Promise<void> {
  process.on('disconnect', () => process.exit(1))
  process.channel?.unref()
  // Whoever reads along has seen enough: `weft repo log | head`.
  process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1))
  try {
    const program = await createProgram(argv.slice(2))
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = explain(error, text => process.stderr.write(text))
  }
}

if (import.meta.main) await main(process.argv)
