/** Another scene of the project put into this one. */
import { addInstance } from '../../../shared/scene/commands.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { ApiClient } from '../../session/host-link.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { uidOf } from '../../session/uid.ts'

/** Refers to the scene by its uid too, so that Godot finds it after a move. Selects the new node. */
export async function instanceScene(
  api: ApiClient,
  session: SceneSession,
  node: { readonly parent: NodeId; readonly index?: number; readonly path: string; readonly name: string },
): Promise<void> {
  const uid = await uidOf(api, session, node.path)
  selectNodes(session, [addInstance(session.editor, { ...node, uid })])
}
