/** Which node first refers to a resource, itself or through other resources: where a person would look for it. */

/** Node id by resource, nodes in the order given; only the `wanted` ones, where that says which. */
export function firstReferrers<N extends string, R extends string>(
  nodes: Iterable<N>,
  resourcesOf: { readonly node: (id: N) => readonly R[]; readonly resource: (id: R) => readonly R[] },
  wanted?: ReadonlySet<R>,
): Map<R, N> {
  const found = new Map<R, N>()
  const met = new Set<R>()
  let missing = wanted?.size ?? Number.POSITIVE_INFINITY
  for (const node of nodes) {
    if (missing === 0) break
    const open = [...resourcesOf.node(node)]
    for (let resource = open.pop(); resource !== undefined; resource = open.pop()) {
      if (met.has(resource)) continue
      met.add(resource)
      if (wanted?.has(resource) !== false) {
        found.set(resource, node)
        missing -= 1
      }
      open.push(...resourcesOf.resource(resource))
    }
  }
  return found
}
