/**
 * An emulation of a union of two scenes, as mergetools that know no base make it: nodes by their path, everything that
 * either side has, ours where both set one thing. What a side deleted or renamed comes back.
 */
import type { Contender } from './contender.ts'
import { type LooseNode, type LooseScene, readLoose, writeLoose } from './loose-scene.ts'

export const unionMerge: Contender = {
  name: 'union without a base (emulated)',
  merge: ({ ours, theirs }) => ({ text: union(readLoose(ours), readLoose(theirs)), listed: [] }),
}

function union(ours: LooseScene, theirs: LooseScene): string {
  const ourPaths = pathsOf(ours)
  const theirPaths = pathsOf(theirs)
  const { scene: renamed, external, internal } = withOurResources(ours, theirs)
  const byPath = new Map(ours.nodes.map(node => [ourPaths.get(node.id) ?? '', node]))
  const merged = new Map<string, LooseNode>(byPath)
  for (const node of renamed.nodes) {
    const path = theirPaths.get(node.id) ?? ''
    const own = byPath.get(path)
    const parent = node.parent === null ? null : (theirPaths.get(node.parent) ?? '')
    if (own === undefined) merged.set(path, { ...node, parent })
    else merged.set(path, { ...own, properties: { ...node.properties, ...own.properties } })
  }
  const nodes = [...merged].map(([path, node]) => {
    const isOurs = byPath.has(path)
    return {
      ...node,
      id: path,
      parent: isOurs && node.parent !== null ? (ourPaths.get(node.parent) ?? '') : node.parent,
    }
  })
  const ends = (scene: LooseScene, paths: ReadonlyMap<string, string>) =>
    scene.connections.map(each => ({ ...each, from: endPath(each.from, paths), to: endPath(each.to, paths) }))
  const connections = [...ends(ours, ourPaths), ...ends(renamed, theirPaths)]
  const editable = [...new Set([...ours.editable, ...theirs.editable])]
  return writeLoose(
    { head: ours.head, external, internal, nodes, connections: distinct(connections), editable },
    path => (merged.has(path) ? path : null),
  )
}

/** Theirs with the ids that its resources have in the union, and all resources of both. */
function withOurResources(ours: LooseScene, theirs: LooseScene) {
  const external: Record<string, Readonly<Record<string, string>>> = { ...ours.external }
  const internal: Record<string, LooseScene['internal'][string]> = { ...ours.internal }
  const ids = new Map<string, string>()
  for (const [id, fields] of Object.entries(theirs.external)) {
    const known = Object.keys(external).find(each => external[each]?.path === fields.path)
    const fresh = known ?? (id in external ? `${id}t` : id)
    ids.set(`ExtResource ${id}`, fresh)
    external[fresh] ??= fields
  }
  for (const [id, each] of Object.entries(theirs.internal)) {
    const own = ours.internal[id]
    const fresh = own === undefined || own.type === each.type ? id : `${id}t`
    ids.set(`SubResource ${id}`, fresh)
    internal[fresh] ??= renameIn(each, ids)
  }
  return { scene: { ...theirs, nodes: theirs.nodes.map(node => renameIn(node, ids)) }, external, internal }
}

function renameIn<T extends { properties: Readonly<Record<string, string>> }>(
  of: T,
  ids: ReadonlyMap<string, string>,
): T {
  const rename = (text: string) =>
    text.replaceAll(/(ExtResource|SubResource)\( ?"?([^")]+?)"? ?\)/g, (whole, kind: string, id: string) =>
      whole.replace(id, ids.get(`${kind} ${id}`) ?? id),
    )
  const renameAll = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, rename(text)]))
  const fields = 'fields' in of ? { fields: renameAll(of.fields as Record<string, string>) } : {}
  return { ...of, ...fields, properties: renameAll(of.properties) }
}

function pathsOf(scene: LooseScene): Map<string, string> {
  const paths = new Map<string, string>()
  for (const { id, name, parent, via } of scene.nodes) {
    const above = parent === null ? null : (paths.get(parent) ?? '.')
    const full = via === '' ? name : `${via}/${name}`
    paths.set(id, above === null ? '.' : above === '.' ? full : `${above}/${full}`)
  }
  return paths
}

function endPath(end: string, paths: ReadonlyMap<string, string>): string {
  const [id = '', via] = end.split('\n')
  return via === undefined ? (paths.get(id) ?? '') : `${paths.get(id)}\n${via}`
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()]
}
