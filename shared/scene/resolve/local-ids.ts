/** The ids that resources have in the file; a repeated one gets a new suffix, the same on every peer. */
import { localIdOf } from '../file-model.ts'
import { registerKey } from '../register-key.ts'
import type { Overlay } from './overlay.ts'

export interface LocalIds {
  readonly byId: ReadonlyMap<string, string>
  /** By `external:` or `internal:` and the local id. */
  readonly byLocal: ReadonlyMap<string, string>
}

/** The seed's keep theirs; of those made since, the smaller id goes first. */
export function assignLocalIds({ seed, registers, owners }: Overlay): LocalIds {
  const byId = new Map<string, string>()
  const byLocal = new Map<string, string>()
  for (const [id, section] of seed.resources) {
    const localId = localIdOf(seed.structure.file, section)
    byId.set(id, localId)
    byLocal.set(`${section.tag === 'ext_resource' ? 'external' : 'internal'}:${localId}`, id)
  }
  const counted = new Map<string, number>()
  const born = [...owners.keys()].filter(owner => owner.startsWith('r/') && !seed.resources.has(owner.slice(2)))
  for (const owner of born.sort()) {
    const id = owner.slice(2)
    const birth = registers.get(registerKey.resourceBirth(id))
    if (!Array.isArray(birth)) continue
    const kind = birth[0] === 'external' ? 'external' : 'internal'
    const wanted = typeof birth[2] === 'string' && birth[2] !== '' ? birth[2] : id
    let localId = wanted
    let n = counted.get(`${kind}:${wanted}`) ?? 2
    for (; byLocal.has(`${kind}:${localId}`); n += 1) localId = `${wanted}${n}`
    counted.set(`${kind}:${wanted}`, n)
    byId.set(id, localId)
    byLocal.set(`${kind}:${localId}`, id)
  }
  return { byId, byLocal }
}
