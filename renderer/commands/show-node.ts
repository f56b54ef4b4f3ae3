/** Brings a scene to the front, with a node of it selected and in view. */
import type { NodeId } from '../../shared/scene/scene.ts'
import { selectNodes } from '../session/scene-session.ts'
import type { AppParts } from './app-context.tsx'
import { openTab } from './shell-store.ts'

/** `scene` begins with `res://`; what is no scene is opened as text. */
export function showNode(
  { app, shell, notices }: Pick<AppParts, 'app' | 'shell' | 'notices'>,
  scene: string,
  node: string | null,
): void {
  const isDocument = /\.(?:tscn|tres)$/.test(scene)
  openTab(shell, isDocument ? 'scene' : 'text', scene)
  if (node === null || !isDocument) return
  app.scenes.open(scene).then(
    opened => {
      if (opened.status !== 'open') return
      selectNodes(opened.session, [node as NodeId])
      opened.session.view.setState({ reveal: [node as NodeId] })
    },
    (error: unknown) => notices.error(error),
  )
}
