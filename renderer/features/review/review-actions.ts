/** What can be done in the review, for its screen and its commands alike. Each is an edit of the host's. */
import type { StoreApi } from 'zustand'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { TREE_DOCUMENT } from '../../../shared/sync/document-channel.ts'
import type { Notices } from '../../commands/notices.ts'
import { openTab, type Shell } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'
import { selectNodes } from '../../session/scene-session.ts'
import { historyWords } from '../../text/history.ts'
import { shownEntries } from './review-filter.ts'

export interface ReviewParts {
  readonly app: AppSession
  readonly shell: StoreApi<Shell>
  readonly notices: Notices
}

/** `node`: where the choice asks for one. */
export async function choose({ app }: ReviewParts, item: ReviewItem, choice: string, node?: NodeId): Promise<void> {
  const review = await app.api.review.choose({ id: item.id, choice, ...(node === undefined ? {} : { node }) })
  app.host.setState({ review, settled: await app.api.review.settled() })
}

/** Settles all that is shown as it is; one click takes all of it back. */
export async function acceptShown(parts: ReviewParts): Promise<void> {
  const { app, notices } = parts
  const ids = openShown(parts).map(item => item.id)
  if (ids.length === 0) return
  const done = await app.api.review.accept({ ids })
  app.host.setState({ settled: await app.api.review.settled() })
  notices.info(historyWords.review.accepted(done.length), {
    label: historyWords.review.undo,
    run: () => {
      undoSettled(
        parts,
        done.map(({ id }) => id),
      ).catch((error: unknown) => notices.error(error))
    },
  })
}

export async function undoSettled({ app, notices }: ReviewParts, ids: string[]): Promise<void> {
  const { items, left } = await app.api.review.undo({ ids })
  app.host.setState({ review: items, settled: await app.api.review.settled() })
  notices.info(left > 0 ? historyWords.review.left(left) : historyWords.review.undone(ids.length))
}

/** What `acceptShown` would settle. */
export function openShown({ app, shell }: Pick<ReviewParts, 'app' | 'shell'>): ReviewItem[] {
  const filter = { ...shell.getState().reviewFilter, isSettledShown: false }
  return shownEntries(app.host.getState().review ?? [], [], filter)
    .map(({ item }) => item)
    .filter(item => item.choices.some(choice => choice.inUse))
}

/** Opens the scene, and brings the node into view. What is deleted is nowhere to be shown. */
export async function showItem({ app, shell }: ReviewParts, item: ReviewItem): Promise<void> {
  const { file, nodeId } = item
  if (item.kind === 'recovered' && item.document === TREE_DOCUMENT) return
  openTab(shell, 'scene', file)
  if (nodeId === null) return
  const opened = await app.scenes.open(file)
  if (opened.status !== 'open') return
  selectNodes(opened.session, [nodeId as NodeId])
  opened.session.view.setState({ reveal: [nodeId as NodeId] })
}
