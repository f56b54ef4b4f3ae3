/** Names of the registers of a scene document (docs/spec/scene.md, SCN1). The only place that spells them. */

export const HEADER_PREFIX = 'h/'
export const MAIN_PREFIX = 'm/p/'
const MAIN_PART_PREFIX = 'm/q/'
/** Property names hold no line break, so this keeps a part apart from its property. */
const PART_SEPARATOR = '\n'

export const registerKey = {
  edge: (node: string) => `n/${node}/e`,
  trash: (node: string) => `n/${node}/t`,
  field: (node: string, field: string) => `n/${node}/f/${field}`,
  group: (node: string, group: string) => `n/${node}/g/${group}`,
  property: (node: string, property: string) => `n/${node}/p/${property}`,
  part: (node: string, property: string, part: string) => `n/${node}/q/${property}${PART_SEPARATOR}${part}`,
  /** `inside`: an instance within the node's own instance; empty for the node itself. */
  editable: (node: string, inside = '') => (inside === '' ? `n/${node}/d` : `n/${node}/d/${inside}`),
  /** REF3: the text of a reference that leads nowhere and shall stay. */
  left: (owner: 'node' | 'resource', id: string, property: string) =>
    `${owner === 'node' ? 'n' : 'r'}/${id}/l/${property}`,
  resourceBirth: (resource: string) => `r/${resource}/b`,
  resourceField: (resource: string, field: string) => `r/${resource}/f/${field}`,
  resourceProperty: (resource: string, property: string) => `r/${resource}/p/${property}`,
  resourcePart: (resource: string, property: string, part: string) =>
    `r/${resource}/q/${property}${PART_SEPARATOR}${part}`,
  connection: (connection: string) => `c/${connection}`,
  header: (field: string) => `${HEADER_PREFIX}${field}`,
  main: (property: string) => `${MAIN_PREFIX}${property}`,
  mainPart: (property: string, part: string) => `${MAIN_PART_PREFIX}${property}${PART_SEPARATOR}${part}`,
} as const

export type ParsedKey =
  | { readonly owner: 'node'; readonly id: string; readonly slot: 'edge' }
  | { readonly owner: 'node'; readonly id: string; readonly slot: 'trash' }
  | { readonly owner: 'node'; readonly id: string; readonly slot: 'editable'; readonly name: string }
  | { readonly owner: 'node'; readonly id: string; readonly slot: 'group'; readonly name: string }
  | { readonly owner: 'resource'; readonly id: string; readonly slot: 'birth' }
  | { readonly owner: 'node' | 'resource'; readonly id: string; readonly slot: 'field'; readonly name: string }
  | { readonly owner: 'node' | 'resource'; readonly id: string; readonly slot: 'property'; readonly name: string }
  | {
      readonly owner: 'node' | 'resource'
      readonly id: string
      readonly slot: 'part'
      readonly name: string
      readonly part: string
    }
  | { readonly owner: 'connection'; readonly id: string; readonly slot: 'whole' }
  | { readonly owner: 'header'; readonly id: ''; readonly slot: 'field'; readonly name: string }
  | { readonly owner: 'main'; readonly id: ''; readonly slot: 'property'; readonly name: string }
  | {
      readonly owner: 'main'
      readonly id: ''
      readonly slot: 'part'
      readonly name: string
      readonly part: string
    }

/** null for a key this version does not know: kept, never shown. */
export function parseRegisterKey(register: string): ParsedKey | null {
  if (register.startsWith('c/')) return { owner: 'connection', id: register.slice(2), slot: 'whole' }
  if (register.startsWith(HEADER_PREFIX))
    return { owner: 'header', id: '', slot: 'field', name: register.slice(HEADER_PREFIX.length) }
  if (register.startsWith(MAIN_PREFIX))
    return { owner: 'main', id: '', slot: 'property', name: register.slice(MAIN_PREFIX.length) }
  if (register.startsWith(MAIN_PART_PREFIX)) {
    const [name, part] = splitPart(register.slice(MAIN_PART_PREFIX.length)) ?? []
    return name === undefined || part === undefined ? null : { owner: 'main', id: '', slot: 'part', name, part }
  }
  const owner = register.startsWith('n/') ? 'node' : register.startsWith('r/') ? 'resource' : null
  const slash = register.indexOf('/', 2)
  if (owner === null || slash < 0) return null
  return parseSlot(owner, register.slice(2, slash), register.slice(slash + 1))
}

function parseSlot(owner: 'node' | 'resource', id: string, slot: string): ParsedKey | null {
  const name = slot.slice(2)
  const kind = slot.charAt(1) === '/' ? slot.charAt(0) : slot
  if (kind === 'f') return { owner, id, slot: 'field', name }
  if (kind === 'p') return { owner, id, slot: 'property', name }
  if (kind === 'q') {
    const [property, part] = splitPart(name) ?? []
    return property === undefined || part === undefined ? null : { owner, id, slot: 'part', name: property, part }
  }
  if (owner === 'resource') return kind === 'b' ? { owner, id, slot: 'birth' } : null
  if (kind === 'g') return { owner, id, slot: 'group', name }
  if (kind === 'e') return { owner, id, slot: 'edge' }
  if (kind === 't') return { owner, id, slot: 'trash' }
  if (kind === 'd') return { owner, id, slot: 'editable', name: slot.length > 2 ? name : '' }
  return null
}

/** Part registers of a node, a resource or the main resource (`n/<id>`, `r/<id>`, `m/p`). */
export function partKey(owner: string, property: string, part: string): string {
  if (owner.startsWith('m/')) return registerKey.mainPart(property, part)
  const id = owner.slice(2)
  return owner.startsWith('n/') ? registerKey.part(id, property, part) : registerKey.resourcePart(id, property, part)
}

function splitPart(name: string): readonly [property: string, part: string] | null {
  const at = name.lastIndexOf(PART_SEPARATOR)
  return at < 0 ? null : [name.slice(0, at), name.slice(at + 1)]
}

/** `n/<id>` or `r/<id>`: what all registers of one owner begin with. */
export function ownerPrefix(register: string): string {
  const slash = register.indexOf('/', 2)
  return slash < 0 ? register : register.slice(0, slash)
}
