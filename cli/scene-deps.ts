import { relative, resolve } from 'node:path'
import { Command } from 'commander'
import { loadGodotClasses } from '../host/godot-classes.ts'
import { readProjects } from '../host/search/folder-index.ts'
import { dependencyGraph } from '../shared/scene/dependencies/graph.ts'
import { type Around, around } from '../shared/scene/dependencies/walk.ts'
import { Failure } from './failure.ts'

const example = `
Examples:
  weft scene deps levels/harbor.tscn
  weft scene deps art/sea.png --json
`

/** Paths are `res://…`: files that are missing have no other. */
export interface DependencyReport {
  readonly path: string
  readonly uses: Around['uses']
  readonly usedBy: Around['usedBy']
  readonly needs: Around['needs']
  readonly neededBy: Around['neededBy']
  readonly missing: readonly string[]
  readonly cycles: Around['cycles']
}

export function sceneDepsCommand(): Command {
  return new Command('deps')
    .description('say what a file of a project needs, and what needs it')
    .argument('<path>', 'a scene, resource, script or any other file of the project')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action(async (path: string, { json }: { json?: true }) => {
      const report = await dependenciesOf(path)
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : print(report))
    })
}

async function dependenciesOf(path: string): Promise<DependencyReport> {
  const [project] = await readProjects([path], loadGodotClasses())
  const name = project === undefined ? '' : `res://${relative(project.root, resolve(path)).replaceAll('\\', '/')}`
  const found = project === undefined ? null : around(dependencyGraph(project.index), name)
  if (found === null) {
    throw new Failure('NOT_FOUND', `Nothing in the project knows ${path}.`, 'give a file of the project')
  }
  const { uses, usedBy, needs, neededBy, missing, cycles } = found
  return { path: name, uses, usedBy, needs, neededBy, missing, cycles }
}

function print({ path, uses, usedBy, needs, neededBy, missing, cycles }: DependencyReport): string {
  const lines = [path, `uses (${uses.length}, ${needs.length} through others):`]
  for (const use of uses) {
    lines.push(`  ${use.kind.padEnd(9)}${use.path}${missing.includes(use.path) ? '  MISSING' : ''}`)
  }
  lines.push(`used by (${usedBy.length}, ${neededBy.length} through others):`)
  for (const use of usedBy) lines.push(`  ${use.kind.padEnd(9)}${use.path}`)
  for (const gone of missing) if (!uses.some(use => use.path === gone)) lines.push(`missing further on: ${gone}`)
  for (const cycle of cycles) lines.push(`in a circle: ${[...cycle, cycle[0]].join(' → ')}`)
  return lines.map(line => `${line}\n`).join('')
}
