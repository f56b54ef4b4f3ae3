/** A scene in any state that can be named: now, in a Git revision, in another file, or in the workspace's own past. */
import type { ComparableState } from '../../shared/contract/compare.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { readRevision, revisionsOf } from '../drivers/git/revisions.ts'
import type { SceneState } from '../history/scene-state.ts'
import type { Workspace } from '../workspace/workspace.ts'

export async function sceneState(
  workspace: Workspace,
  path: string,
  ref: Exclude<StateRef, { readonly kind: 'nothing' }>,
  signal?: AbortSignal,
): Promise<SceneState> {
  switch (ref.kind) {
    case 'now':
      return presentState(workspace, path)
    case 'git': {
      const there = withoutScheme(ref.path ?? path)
      const bytes = await readRevision(ref.revision, `./${there}`, gitRun(workspace, signal))
      return { text: decode(bytes, path), ids: null, time: null }
    }
    case 'file':
      return { text: decode(await workspace.readBytes(ref.path), ref.path), ids: null, time: null }
    case 'version':
    case 'reality':
    case 'moment':
    case 'time':
      return workspace.history.sceneAt(path, ref)
  }
}

/** Now, the other realities, named versions and the commits that touched the file, each newest first. */
export async function comparableStates(
  workspace: Workspace,
  path: string,
  signal?: AbortSignal,
): Promise<ComparableState[]> {
  const revisions = await revisionsOf(withoutScheme(path), gitRun(workspace, signal))
  return [
    { ref: { kind: 'now' }, label: '', author: '', time: null },
    ...otherRealities(workspace),
    ...workspace.versions.list('version').map(({ id, name, author, time }) => ({
      ref: { kind: 'version' as const, id },
      label: name,
      author: author?.name ?? '',
      time,
    })),
    ...revisions.map(({ commit, author, time, subject }) => ({
      ref: { kind: 'git' as const, revision: commit },
      label: subject,
      author,
      time,
    })),
  ]
}

function otherRealities({ realities }: Workspace): ComparableState[] {
  const others = realities.graph().realities.filter(({ status, isCurrent }) => status === 'open' && !isCurrent)
  return others
    .sort((a, b) => b.time - a.time)
    .map(({ id, name, author, time }) => ({
      ref: { kind: 'reality', id },
      label: name,
      author: author?.name ?? '',
      time,
    }))
}

/** Every section by the document's own identities. */
async function presentState(workspace: Workspace, path: string): Promise<SceneState> {
  using opened = await workspace.openScene(path)
  if (opened.status === 'unreadable') throw new AppError('UNREADABLE', opened.fault.reason, { path })
  const { text, ids } = exportScene(opened.scene, seedBase(opened.scene))
  return { text, ids, time: null }
}

function gitRun({ folder }: Workspace, signal: AbortSignal | undefined) {
  return { folder, ...(signal === undefined ? {} : { signal }) }
}

function withoutScheme(path: string): string {
  return path.replace(/^res:\/\//, '')
}

function decode(bytes: Uint8Array, path: string): string {
  const decoded = decodeText(bytes)
  if (!decoded.ok) throw new AppError('UNREADABLE', decoded.fault.reason, { path })
  return decoded.value
}
