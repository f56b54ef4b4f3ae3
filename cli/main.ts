/** The `weft` command. Started by weft.mjs, which has checked the version of Node. */
import { Command } from 'commander'
import { explain } from './failure.ts'
import { gitCommand } from './git.ts'
import { openCommand } from './open.ts'
import { packageVersion } from './package.ts'
import { realityCommand } from './reality.ts'
import { relayCommand } from './relay.ts'
import { repoGroup } from './repo.ts'
import { sceneBatchCommand } from './scene-batch.ts'
import { sceneDepsCommand } from './scene-deps.ts'
import { sceneDiffCommand } from './scene-diff.ts'
import { sceneEditCommand } from './scene-edit.ts'
import { sceneFindCommand } from './scene-find.ts'
import { sceneMergeCommand } from './scene-merge.ts'
import { sceneRoundtripCommand } from './scene-roundtrip.ts'
import { sceneTemplateCommand } from './scene-template.ts'
import { sceneTreeCommand } from './scene-tree.ts'
import { sceneValidateCommand } from './scene-validate.ts'
import { searchCommand } from './search.ts'
import { serveCommand } from './serve.ts'
import { timeTravelCommand } from './time-travel.ts'
import { versionCommand } from './version.ts'

export function createProgram(): Command {
  const program = new Command('weft')
    .description('Edit Godot scenes together, online or offline, and lose nothing.')
    .version(packageVersion())
    .addHelpText('after', '\nExamples:\n  weft open ~/games/harbor\n  weft scene tree levels/harbor.tscn\n')
  program.addCommand(openCommand())
  program.addCommand(serveCommand())
  program.addCommand(relayCommand())
  const scene = new Command('scene')
    .description('look at scene files and edit them, without a window')
    .addHelpText('after', '\nExample:\n  weft scene roundtrip levels --json\n')
  scene.addCommand(sceneRoundtripCommand())
  scene.addCommand(sceneTreeCommand())
  scene.addCommand(sceneEditCommand())
  scene.addCommand(sceneDiffCommand())
  scene.addCommand(sceneMergeCommand())
  scene.addCommand(sceneTemplateCommand())
  scene.addCommand(sceneFindCommand())
  scene.addCommand(sceneValidateCommand())
  scene.addCommand(sceneBatchCommand())
  scene.addCommand(sceneDepsCommand())
  program.addCommand(scene)
  program.addCommand(repoGroup())
  program.addCommand(gitCommand())
  program.addCommand(searchCommand())
  program.addCommand(timeTravelCommand())
  program.addCommand(versionCommand())
  program.addCommand(realityCommand())
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
    await createProgram().parseAsync(argv)
  } catch (error) {
    process.exitCode = explain(error, text => process.stderr.write(text))
  }
}

if (import.meta.main) await main(process.argv)
