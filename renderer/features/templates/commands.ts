/** Keeping a part of a scene, and putting one in. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { openDialog } from '../../commands/shell-store.ts'
import { templateWords as words } from '../../text/templates.ts'

export const templateCommands: readonly Command[] = [
  command({
    id: 'templates.make',
    title: words.make,
    keys: 'Alt+M',
    when: context => selectedOne(context) !== null,
    detail: context => selectedOne(context)?.name ?? '',
    run: ({ shell }) => openDialog(shell, { kind: 'make-template' }),
  }),
  command({
    id: 'templates.insert',
    title: words.insert,
    keys: 'Alt+I',
    when: ({ scene }) => scene?.document.scene.kind === 'scene',
    run: ({ shell }) => openDialog(shell, { kind: 'templates' }),
  }),
]

/** The one node that is selected; the root where nothing is. */
function selectedOne({ scene }: CommandContext) {
  if (scene === null) return null
  const { nodes } = scene.selection.getState()
  const { document } = scene
  if (nodes.length > 1) return null
  const id = nodes[0] ?? document.scene.root
  return id === null ? null : (document.scene.nodes.get(id) ?? null)
}
