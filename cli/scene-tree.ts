import { Command } from 'commander'
import type { SceneTree } from '../shared/contract/data.ts'
import { sceneTree } from '../shared/scene/by-path.ts'
import { readSceneFile } from './scene-file.ts'

export function sceneTreeCommand(): Command {
  return new Command('tree')
    .description('print the nodes and connections of a scene')
    .argument('<file>', 'a .tscn or .tres file')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  weft scene tree levels/harbor.tscn --json\n')
    .action(async (file: string, { json }: { json?: true }) => {
      const document = await readSceneFile(file)
      const tree = sceneTree(document.scene)
      process.stdout.write(json ? `${JSON.stringify(tree)}\n` : printTree(tree))
    })
}

/** One line a node, indented by depth; then the connections. */
export function printTree({ nodes, connections }: SceneTree): string {
  const lines = nodes.map(node => {
    const depth = node.path === '.' ? 0 : node.path.split('/').length
    const kind = node.type ?? (node.instance === null ? '' : node.instance)
    const groups = node.groups.length === 0 ? '' : ` [${node.groups.join(', ')}]`
    return `${'  '.repeat(depth)}${node.name}${kind === '' ? '' : ` (${kind})`}${groups}`
  })
  for (const { signal, from, to, method } of connections) lines.push(`${from} ${signal} → ${to} ${method}`)
  return lines.map(line => `${line}\n`).join('')
}
