/** Properties of nodes and resources as they read now, kept until something they show changes. */
import { animationContexts } from '../animation-context.ts'
import { joinParts, NO_PART, unappliedParts } from '../parts.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import { hasReferences, type ReferenceView, seedTextNow, toShown, toStored } from '../stored-text.ts'
import { isStructureName, structureOf } from '../structures/structure.ts'
import type { NodePlaces } from './node-places.ts'
import type { Overlay } from './overlay.ts'

export type OwnerKind = 'node' | 'resource' | 'main'

export interface Content {
  readonly properties: ReadonlyMap<string, string>
  /** References that lead to something gone. */
  readonly dangling: readonly { readonly property: string; readonly text: string }[]
  /** PART4: parts that the value, as somebody else made it, has no place for. */
  readonly unapplied: readonly { readonly property: string; readonly part: string }[]
}

export interface Contents {
  /** `id` is empty for the `[resource]` of a .tres. */
  of(id: string, owner: OwnerKind): Content
  forget(id: string): void
  /** After a change of structure: every text that shows a path of somebody else is read again. */
  forgetPaths(): void
  /** The node an internal resource's own paths start from: an animation's root. */
  contextOf(resource: string): string | null
  /** What was read so far and has dangling references, or parts without a place. */
  flawed(): Generator<readonly [id: string, content: Content]>
}

export function createContents(overlay: Overlay, places: NodePlaces, view: ReferenceView): Contents {
  const { seed, registers, owners } = overlay
  const known = new Map<string, Content>()
  let contexts: Map<string, string> | null = null
  let seedWithPaths: readonly string[] | null = null

  function build(id: string, owner: OwnerKind): Content {
    const keys = keysOf(id, owner)
    const base = seed.properties(id)
    if (keys === undefined && !places.isMoved) return { properties: base, dangling: [], unapplied: [] }
    let dangling: { property: string; text: string }[] = []
    const from = owner === 'node' ? id : owner === 'resource' ? contextOf(id) : null
    const seedFrom = owner === 'node' ? id : seed.contextOf(id)
    const properties = new Map<string, string>()
    for (const [property, text] of base) {
      const isPlain = !places.isMoved || !hasReferences(text)
      const note = (found: string) => dangling.push({ property, text: found })
      properties.set(property, isPlain ? text : seedTextNow(text, seedFrom, seed.view, view, note))
    }
    const parts = new Map<string, Map<string, string | null>>()
    for (const register of [...(keys ?? [])].sort()) {
      const key = parseRegisterKey(register)
      const value = registers.get(register)
      if (key === null || value === undefined) continue
      if (key.slot === 'property') {
        // What the file says of it does not count any more.
        dangling = dangling.filter(({ property }) => property !== key.name)
        const note = (found: string) => dangling.push({ property: key.name, text: found })
        if (typeof value === 'string') properties.set(key.name, toShown(value, from, view, note))
        else properties.delete(key.name)
      } else if (key.slot === 'part' && value !== NO_PART) {
        const list = parts.get(key.name) ?? new Map<string, string | null>()
        list.set(key.part, typeof value === 'string' ? toShown(value, from, view) : null)
        parts.set(key.name, list)
      }
    }
    const unapplied: { property: string; part: string }[] = []
    const noteUnapplied = (property: string, names: Iterable<string>) => {
      for (const part of names) unapplied.push({ property, part })
    }
    for (const [property, list] of parts) {
      if (isStructureName(property)) continue
      noteUnapplied(property, unappliedParts(properties.get(property), list.keys(), view.format))
      const joined = joinParts(property, properties.get(property) ?? null, list, view.format)
      if (joined === null) properties.delete(property)
      else properties.set(property, joined)
    }
    const structure = owner === 'node' ? undefined : structureOf(typeOf(id, owner))
    const list = structure === undefined ? undefined : parts.get(structure.name)
    if (structure === undefined || list === undefined) return { properties, dangling, unapplied }
    const texts = { stored: storedNow(base, keys, seedFrom), shown: properties }
    const joined = structure.join(texts, list, view.format)
    noteUnapplied(structure.name, joined.unapplied)
    return { properties: joined.properties, dangling, unapplied }
  }

  /** Registers of an owner; those of the main resource stand under two prefixes. */
  function keysOf(id: string, owner: OwnerKind): ReadonlySet<string> | undefined {
    if (owner !== 'main') return owners.get(owner === 'node' ? `n/${id}` : `r/${id}`)
    const parts = owners.get('m/q')
    return parts === undefined ? owners.get('m/p') : new Set([...(owners.get('m/p') ?? []), ...parts])
  }

  function typeOf(id: string, owner: OwnerKind): string {
    if (owner === 'main') return seed.typeOf('')
    const birth = overlay.read(registerKey.resourceBirth(id))
    return Array.isArray(birth) && typeof birth[1] === 'string' ? birth[1] : ''
  }

  /** Properties with references by identity, which tell who is who. */
  function storedNow(
    base: ReadonlyMap<string, string>,
    keys: ReadonlySet<string> | undefined,
    from: string | null,
  ): Map<string, string> {
    const stored = new Map([...base].map(([name, text]) => [name, toStored(text, from, seed.view)] as const))
    for (const register of keys ?? []) {
      const key = parseRegisterKey(register)
      const value = registers.get(register)
      if (key?.slot === 'property' && typeof value === 'string') stored.set(key.name, value)
    }
    return stored
  }

  function contextOf(resource: string): string | null {
    contexts ??= animationContexts(
      [...places.living()].map(id => ({ id, properties: overlay.storedProperties('n', id) })),
      id => overlay.storedProperties('r', id),
      view,
    )
    return contexts.get(resource) ?? null
  }

  function ownersWithPaths(): string[] {
    return [...seed.nodes.keys(), ...seed.resources.keys()].filter(id => {
      for (const text of seed.properties(id).values()) if (text.includes('NodePath(')) return true
      return false
    })
  }

  return {
    of(id, owner) {
      const cached = known.get(id)
      if (cached !== undefined) return cached
      const built = build(id, owner)
      known.set(id, built)
      return built
    },
    forget(id) {
      known.delete(id)
    },
    forgetPaths() {
      contexts = null
      seedWithPaths ??= ownersWithPaths()
      for (const id of seedWithPaths) known.delete(id)
      for (const owner of owners.keys()) known.delete(owner.slice(2))
      known.delete('')
    },
    contextOf,
    *flawed() {
      for (const entry of known) if (entry[1].dangling.length + entry[1].unapplied.length > 0) yield entry
    },
  }
}
