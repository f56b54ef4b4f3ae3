/** Takes one node back to how it was in the older state, as one edit of this person's that can be undone. */
import { Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { applyDiff } from '../../../shared/scene/diff/apply-diff.ts'
import { reverseDiff } from '../../../shared/scene/diff/diff-scenes.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { changedNodes, describeNode, SCENE_ROW } from './change-rows.ts'

/** `comparison` goes from the older state to what the session shows now. */
export function RevertNode(props: {
  readonly comparison: Comparison
  readonly session: SceneSession
  readonly node: string
}): ReactElement | null {
  const { comparison, session, node } = props
  const { notices } = useApp()
  const changes = changedNodes(comparison).get(node)
  if (changes === undefined || !session.canWrite) return null
  const name = node === SCENE_ROW ? historyWords.changes.scene : describeNode(node, comparison).name

  function revert(): void {
    const only = new Set((changes ?? []).map(change => change.id))
    try {
      applyDiff(session.editor, reverseDiff(comparison.diff), { only, label: `${historyWords.changes.revert} ${name}` })
      notices.info(historyWords.changes.reverted(name), {
        label: words.commands.undo,
        run: () => void session.editor.undo(),
      })
    } catch (error) {
      notices.error(error)
    }
  }

  return (
    <Button onPress={revert}>
      <Undo2 className="icon icon-small" aria-hidden /> {historyWords.changes.revert}
    </Button>
  )
}
