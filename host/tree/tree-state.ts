/** What the project panel shows beside the files: repairs, each with its way out, and the trash. */
import type { TreeRepair, TreeState } from '../../shared/contract/tree.ts'
import { whyUnsafeName } from '../../shared/repo/entry-name.ts'
import { freeName } from '../../shared/repo/free-name.ts'
import type { RepoRepair, RepoTree } from '../../shared/repo/repo-tree.ts'
import { listTrash } from '../../shared/repo/trash.ts'
import { resourcePath } from '../files/safe-path.ts'

export function readTreeState(tree: RepoTree): TreeState {
  const trash = listTrash(tree)
  return {
    repairs: [
      ...tree.repairs.map(repair => shown(tree, repair)),
      ...trash
        .filter(({ unseen }) => unseen.length > 0)
        .map(({ id, name, unseen }): TreeRepair => ({ kind: 'unseen', id, name, files: [...unseen] })),
    ],
    trash: trash.map(({ id, name, kind, folder, files, removedAt }) => ({ id, name, kind, folder, files, removedAt })),
  }
}

function shown(tree: RepoTree, repair: RepoRepair): TreeRepair {
  switch (repair.kind) {
    case 'name':
    case 'taken': {
      const { kind, id, name, parent, reason } = repair
      const siblings = tree.entries.filter(entry => entry.parent === parent).map(entry => entry.name)
      const folder = parent === null ? '' : (tree.byId(parent)?.path ?? '')
      return { kind, id, name, folder, reason, free: freeName(safeName(name), siblings) }
    }
    case 'circle':
    case 'orphan': {
      const { kind, id, name, path, wanted } = repair
      return { kind, id, name, path: resourcePath(path), wanted }
    }
  }
}

/** The same name without what no disk can hold. */
function safeName(name: string): string {
  if (whyUnsafeName(name) === null) return name
  const plain = name.replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/[ .]+$/, '')
  const short = plain.slice(0, 60).trimEnd()
  return whyUnsafeName(short) === null ? short : `_${short}`.replace(/^_\.+/, '_')
}
