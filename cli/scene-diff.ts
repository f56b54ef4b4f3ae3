import { Command } from 'commander'
import type { SceneDiff } from '../shared/scene/diff/diff-scenes.ts'
import { type SceneChange, summarise } from '../shared/scene/diff/scene-change.ts'
import { failingWithTwo } from './failure.ts'
import { printSceneDiff } from './print-scene-diff.ts'
import { diffSources } from './scene-source.ts'

const example = `
A and B are files, or REV:PATH of the Git repository around this folder; PATH counts from the top of the repository,
or from here with ./ before it.
Exit code 0: no difference. 1: something differs. 2: one of them could not be read.

Examples:
  weft scene diff levels/harbor.tscn levels/harbor-new.tscn
  weft scene diff HEAD~3:levels/harbor.tscn levels/harbor.tscn --json
`

export function sceneDiffCommand(): Command {
  return new Command('diff')
    .description('say what differs between two states of a scene')
    .argument('<a>', 'the older state')
    .argument('<b>', 'the newer state')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action((a: string, b: string, { json }: { json?: true }) =>
      failingWithTwo(async () => {
        const diff = await diffSources(a, b)
        const isColoured = process.stdout.isTTY && process.env.NO_COLOR === undefined
        process.stdout.write(json ? `${JSON.stringify(diffJson(diff))}\n` : printSceneDiff(diff, isColoured))
        if (diff.changes.length > 0) process.exitCode = 1
      }),
    )
}

function diffJson({ changes }: SceneDiff): object {
  return { changes: changes.map(changeJson), summary: summarise(changes) }
}

/** Fields that say nothing about a change are left out. */
function changeJson({ kind, node, property, from, to, id, owner, parts }: SceneChange): object {
  const resource = owner.kind === 'resource' ? { resource: owner.localId, type: owner.type } : {}
  return { kind, node, ...(property === null ? {} : { property }), from, to, id, ...resource, ...(parts && { parts }) }
}
