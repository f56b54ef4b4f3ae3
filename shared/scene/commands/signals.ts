import { AppError } from '../../contract/errors.ts'
import type { SceneEditor } from '../editor.ts'
import { connectionId } from '../identity.ts'
import { registerKey } from '../register-key.ts'
import type { ConnectionId, NodeTarget } from '../scene.ts'

/** Godot's CONNECT_PERSIST, which every connection of a file has; a file says `flags` only where there are more. */
export const CONNECT_PERSIST = 2

/** Connecting what is connected changes nothing: signal, ends and method are the connection's identity. */
export function connectSignal(
  editor: SceneEditor,
  connection: {
    readonly from: NodeTarget
    readonly signal: string
    readonly to: NodeTarget
    readonly method: string
    /** Godot's ConnectFlags; CONNECT_PERSIST is always added. */
    readonly flags?: number
  },
): ConnectionId {
  const { from, to, signal, method } = connection
  if (signal === '' || method === '') throw new AppError('BAD_REQUEST', 'A connection needs a signal and a method.')
  const flags = (connection.flags ?? 0) | CONNECT_PERSIST
  const id = connectionId(signal, `${from.node ?? ''}/${from.rest}`, `${to.node ?? ''}/${to.rest}`, method)
  const value = [
    signal,
    from.node ?? '',
    from.rest,
    to.node ?? '',
    to.rest,
    method,
    flags === CONNECT_PERSIST ? null : String(flags),
    null,
    null,
  ]
  editor.gesture(`Connect ${signal}`, tx => tx.set(registerKey.connection(id), value))
  return id as ConnectionId
}

export function disconnectSignal(editor: SceneEditor, id: ConnectionId): void {
  const connection = editor.document.scene.connections.get(id)
  if (connection === undefined) return
  editor.gesture(`Disconnect ${connection.signal}`, tx => tx.set(registerKey.connection(id), null))
}
