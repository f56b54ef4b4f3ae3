/** What can be done with realities, for screens, menus and commands alike. */
import type { StoreApi } from 'zustand'
import type { Reality, RealityGraph, RealityMerge, RealityMergeStrategy } from '../../../shared/contract/realities.ts'
import type { Notices } from '../../commands/notices.ts'
import { closeTab, openTab, type Shell } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'
import { historyWords } from '../../text/history.ts'

export interface RealityParts {
  readonly app: AppSession
  readonly shell: StoreApi<Shell>
  readonly notices: Notices
}

export function currentReality(graph: RealityGraph | null): Reality | null {
  return graph?.realities.find(({ id }) => id === graph.current) ?? null
}

export function realityById(graph: RealityGraph | null, id: string | null): Reality | null {
  return graph?.realities.find(reality => reality.id === id) ?? null
}

/** Those that one can go to. */
export function openRealities(graph: RealityGraph | null): readonly Reality[] {
  return graph?.realities.filter(({ status }) => status !== 'dropped') ?? []
}

export async function fork(
  parts: RealityParts,
  {
    name,
    isSwitching,
    withBranch,
  }: { readonly name: string; readonly isSwitching: boolean; readonly withBranch: boolean },
): Promise<void> {
  const made = await parts.app.api.realities.create({ name, withBranch })
  parts.shell.setState({ isForkOpen: false, selectedPoint: `reality:${made.id}` })
  if (isSwitching) await switchTo(parts, made)
  else parts.notices.info(historyWords.realities.forkedNotice(made.name))
}

export async function switchTo({ app, notices }: RealityParts, { id, name }: Reality): Promise<void> {
  await app.api.realities.switch({ id })
  notices.info(historyWords.realities.switched(name))
}

export function previewMerge({ shell }: Pick<RealityParts, 'shell'>, reality: Reality): void {
  openTab(shell, 'merge-preview', reality.id)
}

/** What met waits in the review, which comes to the front. */
export async function merge(
  { app, shell }: RealityParts,
  reality: Reality,
  strategy: RealityMergeStrategy,
): Promise<RealityMerge> {
  const done = await app.api.realities.merge({ id: reality.id, strategy })
  closeTab(shell, `merge-preview:${reality.id}`)
  shell.setState({ dismissedMerge: null })
  openTab(shell, 'review')
  return done
}

export async function undoMerge({ app, notices }: RealityParts, done: RealityMerge): Promise<void> {
  await app.api.realities.undoMerge({ id: done.id })
  const into = realityById(app.host.getState().graph, done.into)?.name ?? done.into
  notices.info(historyWords.merge.undone(into))
}

export async function drop(parts: RealityParts, reality: Reality, withBranch: boolean): Promise<void> {
  const { app, notices } = parts
  const { branch } = await app.api.realities.drop({ id: reality.id, withBranch })
  notices.info(historyWords.realities.droppedNotice(reality.name, branch), {
    label: historyWords.realities.bringBack,
    run: () => {
      bringBack(parts, reality).catch((error: unknown) => notices.error(error))
    },
  })
}

export async function bringBack({ app, notices }: RealityParts, { id, name }: Reality): Promise<void> {
  await app.api.realities.restore({ id })
  notices.info(historyWords.realities.restored(name))
}

/** The newest merge that a person may want to take back or look at; null once it is dismissed or undone. */
export function lastMerge(graph: RealityGraph | null, dismissed: string | null): RealityMerge | null {
  const newest = graph?.merges.toSorted((a, b) => b.time - a.time)[0]
  if (newest === undefined || newest.id === dismissed || newest.status === 'undone') return null
  return newest.into === graph?.current ? newest : null
}
