/** Connections as a register keeps them. */
import type { RegisterValue } from '../../registers/registers.ts'
import type { ConnectionId, NodeId, SceneConnection } from '../scene.ts'

/** null for a value that is no connection: removed, or a peer's nonsense. `show` writes bound arguments out. */
export function readConnection(
  id: string,
  value: RegisterValue,
  show: (text: string) => string,
): SceneConnection | null {
  if (!Array.isArray(value)) return null
  const [signal, from, fromInside, to, toInside, method, flags, binds, unbinds] = value as readonly RegisterValue[]
  if (typeof signal !== 'string' || typeof method !== 'string') return null
  const target = (node: RegisterValue | undefined, rest: RegisterValue | undefined) => ({
    node: typeof node === 'string' && node !== '' ? (node as NodeId) : null,
    rest: typeof rest === 'string' ? rest : '',
  })
  const text = (raw: RegisterValue | undefined) => (typeof raw === 'string' ? raw : null)
  const bound = text(binds)
  return {
    id: id as ConnectionId,
    signal,
    from: target(from, fromInside),
    to: target(to, toInside),
    method,
    flags: text(flags),
    binds: bound === null ? null : show(bound),
    unbinds: text(unbinds),
  }
}
