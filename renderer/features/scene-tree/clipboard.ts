/** Nodes on the system's clipboard: a snippet of Godot's own scene text, so that they can go between windows. */
import { copyNodes, deleteNodes, pasteNodes } from '../../../shared/scene/commands.ts'
import type { CommandContext } from '../../commands/command.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'

export async function copySelection({ notices }: CommandContext, session: SceneSession): Promise<void> {
  const { nodes } = session.selection.getState()
  await write(copyNodes(session.document, nodes))
  notices.info(words.notices.copiedNodes(nodes.length))
}

export async function cutSelection(context: CommandContext, session: SceneSession): Promise<void> {
  const { nodes } = session.selection.getState()
  await copySelection(context, session)
  deleteNodes(session.editor, nodes)
}

/** Under the selected node; under the root where nothing is selected. */
export async function pasteIntoSelection({ notices }: CommandContext, session: SceneSession): Promise<void> {
  const text = await navigator.clipboard.readText()
  const parent = session.selection.getState().nodes.at(-1) ?? session.document.scene.root
  if (!text.includes('[node ') || parent === null) {
    notices.info(words.notices.nothingToPaste)
    return
  }
  selectNodes(session, pasteNodes(session.editor, text, parent))
}

export async function write(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
