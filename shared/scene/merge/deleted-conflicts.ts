/**
 * Nodes that one side deleted and the other worked on, moved elsewhere, or put something into (MRG9). Whichever side is
 * preferred, each such node is listed with the edits that hang on it.
 */
import type { NodeId, Scene, SceneNode } from '../scene.ts'
import { conflictId, type LostEdit, type MergeConflict } from './conflict.ts'
import { bestPath, type MergeContext } from './merge-context.ts'
import { resourcesOf } from './resource-places.ts'

export function deletedConflicts(context: MergeContext): MergeConflict[] {
  const { ours, theirs, base } = context.sides
  const found = new Map<string, MergeConflict>()
  const worked = new Set<NodeId>()
  // As it stands now, not as both met: which of two claims was in use then says nothing of what a side did.
  for (const repair of context.document.scene.repairs) {
    if (repair.kind === 'recovered') worked.add(repair.node)
  }
  for (const id of deletedByOne(base.scene, ours.scene, theirs.scene)) {
    // Deleted with what it lay in, and moved out of that by the other side.
    if (context.document.scene.nodes.has(id)) worked.add(id)
  }
  // Parents first, so that what merely came with one can say so.
  const order = [...context.document.scene.nodes.keys()].filter(id => worked.delete(id))
  for (const id of [...order, ...worked]) {
    const isInOurs = ours.scene.nodes.has(id)
    const isInTheirs = theirs.scene.nodes.has(id)
    const paths = context.paths(id)
    const isKept = context.document.scene.nodes.has(id)
    const worker = isInOurs && !(isInTheirs && !hasWorked(base.scene, theirs.scene, id)) ? ours.scene : theirs.scene
    const edits = editsOf(base.scene, isInTheirs && !isInOurs ? theirs.scene : worker, id)
    const value = {
      base: paths.base,
      ours: sideText(isInOurs, paths.ours, edits),
      theirs: sideText(isInTheirs, paths.theirs, edits),
    }
    const above = edits.length === 0 ? carriedBy(id, context, found) : null
    found.set(id, {
      id: conflictId('deleted', id),
      kind: 'deleted',
      node: bestPath(paths),
      ...value,
      chosen: chosenSide({ isKept, isInOurs, isInTheirs }),
      paths,
      edits,
      ...(above !== null && { within: above }),
    })
  }
  return [...found.values()]
}

/** The topmost listed node that it came back with; null for one that stands for itself. */
function carriedBy(
  id: NodeId,
  { document: { scene } }: MergeContext,
  found: ReadonlyMap<string, MergeConflict>,
): string | null {
  let top: string | null = null
  for (let at = scene.nodes.get(id)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
    const above = found.get(at)
    if (above !== undefined) top = above.node
  }
  return top
}

function* deletedByOne(base: Scene | null, ours: Scene, theirs: Scene): Generator<NodeId> {
  for (const id of base?.nodes.keys() ?? []) if (ours.nodes.has(id) !== theirs.nodes.has(id)) yield id
}

function hasWorked(base: Scene | null, side: Scene, id: NodeId): boolean {
  return editsOf(base, side, id).length > 0
}

function chosenSide(of: {
  readonly isKept: boolean
  readonly isInOurs: boolean
  readonly isInTheirs: boolean
}): MergeConflict['chosen'] {
  if (of.isInOurs && of.isInTheirs) return of.isKept ? 'both' : 'base'
  if (of.isKept) return of.isInOurs ? 'ours' : 'theirs'
  return of.isInOurs ? 'theirs' : 'ours'
}

/** Null where that side has not got it; else where it is and what was done to it. */
function sideText(isThere: boolean, path: string | null, edits: readonly LostEdit[]): string | null {
  if (!isThere) return null
  const words = edits.map(({ what, value }) => (value === null ? `${what} removed` : `${what} = ${value}`))
  return [path ?? '', ...words].join('\n')
}

function editsOf(base: Scene | null, side: Scene, id: NodeId): LostEdit[] {
  const before = base?.nodes.get(id)
  const after = side.nodes.get(id)
  if (after === undefined) return []
  const inside = base === null || before === undefined ? [] : resourceEdits({ base, before }, { side, after })
  return [...nodeEdits(before, after), ...inside]
}

/** What was done to the resources that the node had and has. */
function resourceEdits(
  { base, before }: { readonly base: Scene; readonly before: SceneNode },
  { side, after }: { readonly side: Scene; readonly after: SceneNode },
): LostEdit[] {
  const had = resourcesOf(base, before)
  return [...resourcesOf(side, after)].flatMap(id => {
    const was = base.resources.get(id)
    const is = side.resources.get(id)
    if (was === undefined || is === undefined || !had.has(id)) return []
    const names = new Set([...was.properties.keys(), ...is.properties.keys()])
    return [...names].flatMap(name => {
      const edit = { base: was.properties.get(name) ?? null, value: is.properties.get(name) ?? null }
      return edit.base === edit.value ? [] : { what: `${is.type} ${name}`, ...edit }
    })
  })
}

function nodeEdits(before: SceneNode | undefined, after: SceneNode): LostEdit[] {
  const edits: LostEdit[] = []
  const note = (what: string, base: string | null, value: string | null) => {
    if (base !== value) edits.push({ what, base, value })
  }
  if (before === undefined) edits.push({ what: 'added', base: null, value: after.type ?? after.name })
  else {
    note('name', before.name, after.name)
    note('type', before.type, after.type)
    note('parent', before.parent, after.parent)
  }
  for (const name of new Set([...(before?.properties.keys() ?? []), ...after.properties.keys()])) {
    note(name, before?.properties.get(name) ?? null, after.properties.get(name) ?? null)
  }
  for (const group of new Set([...(before?.groups ?? []), ...after.groups])) {
    const has = (node: SceneNode | undefined) => (node?.groups.includes(group) === true ? 'true' : null)
    note(`group ${group}`, has(before), has(after))
  }
  return edits
}
