import { Command } from 'commander'
import { addCommands, type LazyCommands } from './lazy-commands.ts'

const COMMANDS: LazyCommands = {
  roundtrip: async () => (await import('./scene-roundtrip.ts')).sceneRoundtripCommand(),
  tree: async () => (await import('./scene-tree.ts')).sceneTreeCommand(),
  edit: async () => (await import('./scene-edit.ts')).sceneEditCommand(),
  diff: async () => (await import('./scene-diff.ts')).sceneDiffCommand(),
  merge: async () => (await import('./scene-merge.ts')).sceneMergeCommand(),
  template: async () => (await import('./scene-template.ts')).sceneTemplateCommand(),
  find: async () => (await import('./scene-find.ts')).sceneFindCommand(),
  validate: async () => (await import('./scene-validate.ts')).sceneValidateCommand(),
  batch: async () => (await import('./scene-batch.ts')).sceneBatchCommand(),
  deps: async () => (await import('./scene-deps.ts')).sceneDepsCommand(),
}

export async function sceneGroup(words: readonly string[]): Promise<Command> {
  const scene = new Command('scene')
    .description('look at scene files and edit them, without a window')
    .addHelpText('after', '\nExample:\n  weft scene roundtrip levels --json\n')
  await addCommands(scene, COMMANDS, words)
  return scene
}
