/** A comparison for people: a tree of what changed, with a sign before each line, and a line that sums it up. */
import { fieldString } from '../shared/scene/codec/scene-text.ts'
import type { SceneDiff } from '../shared/scene/diff/diff-scenes.ts'
import { mergedTree } from '../shared/scene/diff/merged-tree.ts'
import { readableReference, typeOf } from '../shared/scene/diff/node-changes.ts'
import {
  CHANGE_KINDS,
  type ChangeKind,
  type ChangeSummary,
  type SceneChange,
  summarise,
} from '../shared/scene/diff/scene-change.ts'
import { nodeOf } from '../shared/scene/diff/sort-changes.ts'
import type { FileModel } from '../shared/scene/file-model.ts'

type Sign = '+' | '−' | '~' | '→' | ' '
type Paint = (sign: Sign, text: string) => string

export function printSceneDiff(diff: SceneDiff, isColoured: boolean): string {
  const paint = isColoured ? coloured : plain
  if (diff.changes.length === 0) return 'No difference.\n'
  const { ofScene, byNode } = groupByNode(diff)
  const lines = ofScene.map(change => detail(change, diff, '', paint))
  const shown = withAncestors(diff, byNode)
  for (const { id, depth } of mergedTree(diff.from, diff.to)) {
    if (!shown.has(id)) continue
    const changes = byNode.get(id) ?? []
    const indent = '  '.repeat(depth)
    lines.push(nodeLine(id, changes, diff, indent, paint))
    for (const change of changes) if (!isOfNodeLine(change)) lines.push(detail(change, diff, `${indent}    `, paint))
  }
  lines.push(printSummary(summarise(diff.changes)))
  return lines.map(line => `${line}\n`).join('')
}

/** `2 nodes added, 1 property changed`. */
function printSummary(summary: ChangeSummary): string {
  return CHANGE_KINDS.flatMap(kind => {
    const count = summary[kind] ?? 0
    return count === 0 ? [] : [`${count} ${count === 1 ? NAMES[kind][0] : NAMES[kind][1]} ${NAMES[kind][2]}`]
  }).join(', ')
}

const NAMES: Readonly<Record<ChangeKind, readonly [string, string, string]>> = {
  'node-added': ['node', 'nodes', 'added'],
  'node-removed': ['node', 'nodes', 'removed'],
  'node-moved': ['node', 'nodes', 'moved'],
  'node-reordered': ['node', 'nodes', 'reordered'],
  'node-renamed': ['node', 'nodes', 'renamed'],
  'node-retyped': ['node', 'nodes', 'of another type'],
  'property-changed': ['property', 'properties', 'changed'],
  'group-added': ['group', 'groups', 'added'],
  'group-removed': ['group', 'groups', 'removed'],
  'connection-added': ['connection', 'connections', 'added'],
  'connection-removed': ['connection', 'connections', 'removed'],
  'resource-added': ['resource', 'resources', 'added'],
  'resource-removed': ['resource', 'resources', 'removed'],
  'resource-changed': ['resource property', 'resource properties', 'changed'],
}

function groupByNode({ changes, from, to }: SceneDiff): {
  ofScene: SceneChange[]
  byNode: Map<string, SceneChange[]>
} {
  const ofScene: SceneChange[] = []
  const byNode = new Map<string, SceneChange[]>()
  for (const change of changes) {
    const node = nodeOf(change, from, to)
    if (node === null) ofScene.push(change)
    else byNode.set(node, [...(byNode.get(node) ?? []), change])
  }
  return { ofScene, byNode }
}

/** The rows that lead to those with changes are printed too, so that the tree can be read. */
function withAncestors(diff: SceneDiff, byNode: ReadonlyMap<string, unknown>): Set<string> {
  const shown = new Set<string>()
  const above: string[] = []
  for (const { id, depth } of mergedTree(diff.from, diff.to)) {
    above.length = depth
    above.push(id)
    if (byNode.has(id)) for (const each of above) shown.add(each)
  }
  return shown
}

function isOfNodeLine({ kind }: SceneChange): boolean {
  return kind.startsWith('node-')
}

function nodeLine(
  id: string,
  changes: readonly SceneChange[],
  { from, to }: SceneDiff,
  indent: string,
  paint: Paint,
): string {
  const model = to.nodes.has(id) ? to : from
  const kinds = new Set(changes.map(change => change.kind))
  const sign = nodeSign(kinds)
  const notes = changes.flatMap(change => noteOf(change))
  const type = kinds.has('node-retyped') ? null : typeOf(model, id)
  const name = model.nodes.get(id)?.name ?? ''
  return paint(sign, `${sign} ${indent}${[name, ...(type === null ? [] : [`(${type})`]), ...notes].join('  ')}`)
}

function nodeSign(kinds: ReadonlySet<ChangeKind>): Sign {
  if (kinds.has('node-added')) return '+'
  if (kinds.has('node-removed')) return '−'
  if (kinds.has('node-moved') || kinds.has('node-reordered')) return '→'
  return kinds.size > 0 ? '~' : ' '
}

function noteOf({ kind, from, to }: SceneChange): string[] {
  switch (kind) {
    case 'node-moved':
      return [`was ${from}`]
    case 'node-renamed':
      return [`was named ${from?.split('/').at(-1)}`]
    case 'node-reordered':
      return [`place ${from} → ${to}`]
    case 'node-retyped':
      return [`${from ?? 'override'} → ${to ?? 'override'}`]
    default:
      return []
  }
}

function detail(change: SceneChange, diff: SceneDiff, indent: string, paint: Paint): string {
  const { kind, property, owner } = change
  const sign: Sign = kind.endsWith('-added') ? '+' : kind.endsWith('-removed') ? '−' : '~'
  const line = (text: string) => paint(sign, `${sign} ${indent}${text}`)
  switch (kind) {
    case 'group-added':
    case 'group-removed':
      return line(`group ${property}`)
    case 'connection-added':
    case 'connection-removed':
      return line(`connection ${property} → ${change.to ?? change.from}`)
    case 'resource-added':
    case 'resource-removed':
      return line(`${owner.kind === 'resource' ? owner.type : ''} ${change.to ?? change.from}`.trim())
    default: {
      const name = owner.kind === 'resource' ? `${owner.type} ${resourceName(diff.to, owner)} ${property}` : property
      return line(`${name}: ${valueText(change, diff)}`)
    }
  }
}

function resourceName(model: FileModel, { id, localId }: { readonly id: string; readonly localId: string }): string {
  const section = model.resources.get(id)
  return (section === undefined ? undefined : fieldString(model.structure.file, section, 'path')) ?? localId
}

function valueText(change: SceneChange, { from, to }: SceneDiff): string {
  const { parts } = change
  if (parts !== null && parts.length > PARTS_SHOWN) return `${parts.length} ${partsName(change.property)} changed`
  if (parts !== null && parts.length > 0 && change.from !== null && change.to !== null) {
    return parts.map(({ part, from: a, to: b }) => `[${part}] ${brief(a)} → ${brief(b)}`).join(', ')
  }
  return `${brief(readableReference(from, change.from))} → ${brief(readableReference(to, change.to))}`
}

function partsName(property: string | null): string {
  return property === 'tile_map_data' ? 'cells' : 'parts'
}

const PARTS_SHOWN = 4
const BRIEF = 80

function brief(text: string | null): string {
  if (text === null) return '(not set)'
  const line = text.replaceAll(/\s*\n\s*/g, ' ')
  return line.length <= BRIEF ? line : `${line.slice(0, BRIEF)}…`
}

function plain(_: Sign, text: string): string {
  return text
}

function coloured(sign: Sign, text: string): string {
  const code = { '+': 32, '−': 31, '~': 33, '→': 36, ' ': 0 }[sign]
  return code === 0 ? text : `\u001b[${code}m${text}\u001b[0m`
}
