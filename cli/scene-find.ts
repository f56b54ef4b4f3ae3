import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { loadGodotClasses } from '../host/godot-classes.ts'
import { type FolderProject, readProjects } from '../host/search/folder-index.ts'
import { RESOURCE_HIT } from '../shared/scene/query/facts.ts'
import { findNodes, type Hit } from '../shared/scene/query/find.ts'
import { parseQuery } from '../shared/scene/query/parse.ts'
import type { ParsedQuery } from '../shared/scene/query/syntax.ts'
import { badUse } from './failure.ts'

const example = `
Terms are joined by "and" (or nothing), "or", "not" (or "-") and brackets. Keys: type name path script group prop in is
uid signal resource instance text. "*" stands for any text, "?" for one character.

Examples:
  weft scene find 'type:Enemy* group:spawn'
  weft scene find 'script:*ai* prop:health>100 in:levels/' --json
  weft scene find 'is:resource script:item prop:price>100'
  weft scene find '(is:instance or is:override) -in:tests/' -C ~/games/harbor
`

export interface FindReport {
  readonly hits: readonly Hit[]
  readonly total: number
  /** Of the query itself; the index of the folder is made before. */
  readonly ms: number
}

export function sceneFindCommand(): Command {
  return new Command('find')
    .description('find nodes and resource files over all scenes of a folder')
    .argument('<query>', "what to look for, e.g. 'type:Sprite2D group:spawn'")
    .option('-C, --directory <DIR>', 'look here instead of the current folder', '.')
    .option('--limit <N>', 'print at most so many', '10000')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action(async (text: string, { directory, limit, json }: { directory: string; limit: string; json?: true }) => {
      const parsed = readQuery(text)
      if (!/^[1-9]\d{0,6}$/.test(limit)) throw badUse('--limit takes a number.', 'for example: --limit 100')
      const projects = await readProjects([directory], loadGodotClasses())
      const report = findInProjects(text, parsed, projects, resolve(directory), Number(limit))
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : print(report))
    })
}

/** Throws Failure BAD_USE with the place of the fault. */
export function readQuery(text: string): ParsedQuery & { readonly ok: true } {
  const parsed = parseQuery(text)
  if (parsed.ok) return parsed
  const { start, reason, hint } = parsed.fault
  throw badUse(`${reason}, at character ${start + 1}: ${text.slice(0, start)}»${text.slice(start)}`, hint)
}

/** `scene` of a hit is the file's path from `from`. */
export function findInProjects(
  text: string,
  { query, terms }: ParsedQuery & { readonly ok: true },
  projects: readonly FolderProject[],
  from: string,
  limit: number,
): FindReport {
  const start = performance.now()
  const hits: Hit[] = []
  let total = 0
  for (const { root, index, asked } of projects) {
    const segments = index.segments().filter(segment => asked.has(segment.facts.path))
    const found = findNodes({ text, query, terms, segments, sources: index, limit: limit - hits.length })
    total += found.total
    for (const hit of found.hits) hits.push({ ...hit, scene: filePath(from, root, hit.scene) })
  }
  return { hits, total, ms: Math.round((performance.now() - start) * 100) / 100 }
}

/** `res://…` of a project as a path from a folder. */
export function filePath(from: string, root: string, path: string): string {
  return relative(from, join(root, path.slice('res://'.length)))
}

function print({ hits, total }: FindReport): string {
  const lines = hits.map(({ scene, node, type, instance }) => {
    const kind = type ?? instance ?? ''
    return `${scene}\t${node}${kind === '' ? '' : `\t${kind}`}\n`
  })
  const more = total > hits.length ? `… and ${total - hits.length} more\n` : ''
  const what = hits.some(({ id }) => id === RESOURCE_HIT) ? ['hit', 'hits'] : ['node', 'nodes']
  return `${lines.join('')}${more}${total} ${total === 1 ? what[0] : what[1]}\n`
}
