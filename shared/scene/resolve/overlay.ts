/** SCN3: what every register says now: the value somebody set, or else the seed's. And which registers an owner has. */
import type { Registers, RegisterValue } from '../../registers/registers.ts'
import type { FileModel } from '../file-model.ts'
import { NO_PART } from '../parts.ts'
import { ownerPrefix, parseRegisterKey, registerKey } from '../register-key.ts'

export interface Overlay {
  readonly seed: FileModel
  readonly registers: Registers
  /** Set registers by owner (`n/<id>`, `r/<id>`, `c/<id>`, …). Grows, never shrinks: a set register stays set. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
  /** Takes note of a register that was set. */
  note(register: string): void
  read(register: string): RegisterValue
  /** A field of a node that is text; null where it is absent. */
  field(node: string, name: string): string | null
  /** True for a block that changes a node of an instanced or inherited scene. */
  isOverride(node: string): boolean
  /** Part registers in force for a property or structure. `owner` is `n/<id>`, `r/<id>` or `m/p`. */
  partsOf(owner: string, property: string): readonly string[]
  /** Properties as they are kept, references by identity where somebody set them. */
  storedProperties(kind: 'n' | 'r', id: string): ReadonlyMap<string, string>
}

export function createOverlay(seed: FileModel, registers: Registers): Overlay {
  const owners = new Map<string, Set<string>>()

  function read(register: string): RegisterValue {
    const set = registers.get(register)
    return set === undefined ? seed.value(register) : set
  }

  function field(node: string, name: string): string | null {
    const value = read(registerKey.field(node, name))
    return typeof value === 'string' ? value : null
  }

  return {
    seed,
    registers,
    owners,
    note(register) {
      const owner = ownerPrefix(register)
      const known = owners.get(owner)
      if (known === undefined) owners.set(owner, new Set([register]))
      else known.add(register)
    },
    read,
    field,
    isOverride(node) {
      if (node === seed.root) return false
      const raw = seed.nodes.get(node)
      if (raw !== undefined && !owners.has(`n/${node}`)) return raw.isOverride
      return ['type', 'instance', 'instance_placeholder'].every(name => field(node, name) === null)
    },
    partsOf(owner, property) {
      return [...(owners.get(owner === 'm/p' ? 'm/q' : owner) ?? [])].filter(register => {
        const key = parseRegisterKey(register)
        return key?.slot === 'part' && key.name === property && registers.get(register) !== NO_PART
      })
    },
    storedProperties(kind, id) {
      const keys = owners.get(`${kind}/${id}`)
      if (keys === undefined) return seed.properties(id)
      const properties = new Map(seed.properties(id))
      for (const register of keys) {
        const key = parseRegisterKey(register)
        if (key?.slot !== 'property') continue
        const value = registers.get(register)
        if (typeof value === 'string') properties.set(key.name, value)
        else if (value === null) properties.delete(key.name)
      }
      return properties
    },
  }
}
