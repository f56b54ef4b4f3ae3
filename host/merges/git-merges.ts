/**
 * What met when Git merged scenes of this workspace through Weft, as items of the review.
 *
 * The command that merged kept the three texts (merge-records.ts). They are merged again here for the list, and a choice
 * is the difference between two outcomes of that merge, put into the document as an edit.
 */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { EditStep, SceneEditor } from '../../shared/scene/editor.ts'
import { applyTextChange } from '../../shared/scene/merge/apply-change.ts'
import type { Chosen, MergeConflict } from '../../shared/scene/merge/conflict.ts'
import { mergeScenes } from '../../shared/scene/merge/merge-scenes.ts'
import { nodeAtPath } from '../../shared/scene/reference.ts'
import { askGit } from '../drivers/git/run-git.ts'
import { type StoredStep, storedStep, undoStored } from '../review/stored-step.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { mergeItem } from './merge-item.ts'
import { createMergeRecords, type MergeRecord, type MergeRecords } from './merge-records.ts'

export interface GitMerges {
  list(): readonly ReviewItem[]
  /** Reads the records again, e.g. after files changed. */
  refresh(): Promise<void>
  /** Answers the way back. Throws AppError NOT_FOUND where item or choice is gone. */
  choose(id: string, choice: string): Promise<MergeWay>
  /** False where somebody has worked there since, or the file was merged anew. */
  takeBack(way: MergeWay): Promise<boolean>
}

export interface MergeWay {
  /** Of the record: its path, and which merge of that file it was. */
  readonly path: string
  readonly result: string
  readonly conflict: string
  /** What had been chosen before. */
  readonly former: Chosen | null
  readonly step: StoredStep | null
}

interface Deps {
  readonly workspace: Workspace
  readonly records: MergeRecords | null
  /** The workspace's folder within the repository, with a slash at its end; empty at its top. */
  readonly prefix: string
}

interface Kept {
  readonly item: ReviewItem
  readonly conflict: MergeConflict
  readonly record: MergeRecord
}

/** Without Git, or outside of a repository, there is never anything to list. */
export async function openGitMerges(workspace: Workspace): Promise<GitMerges> {
  try {
    const run = { folder: workspace.folder }
    const folder = await askGit(['rev-parse', '--git-path', 'weft/merges'], run)
    const prefix = await askGit(['rev-parse', '--show-prefix'], run)
    const records = folder === null ? null : createMergeRecords(resolve(workspace.folder, folder))
    return createGitMerges({ workspace, records, prefix: prefix ?? '' })
  } catch (error) {
    if (!isAppError(error)) throw error
    return createGitMerges({ workspace, records: null, prefix: '' })
  }
}

function createGitMerges({ workspace, records, prefix }: Deps): GitMerges {
  let kept: readonly Kept[] = []

  async function read(record: MergeRecord): Promise<Kept[]> {
    if (!record.path.startsWith(prefix)) return []
    const path = record.path.slice(prefix.length)
    const document = workspace.tree.byPath(path)?.document
    if (document == null || !(await isOurs(record, path))) return []
    const merged = mergeScenes(record.texts, record.strategy, { choices: new Map(Object.entries(record.choices)) })
    if (!merged.ok) return []
    using opened = await workspace.openScene(path)
    if (opened.status !== 'open') return []
    const { scene } = opened
    return merged.conflicts
      .filter(({ id, within }) => within === undefined && !record.settled.includes(id))
      .map(conflict => {
        const id = `${document}|merge|${digest(conflict.id)}`
        const nodeId = nodeAtPath(scene.scene, conflict.paths.result ?? '') ?? null
        const nodeType = nodeId === null ? null : (scene.scene.nodes.get(nodeId)?.type ?? null)
        return {
          record,
          conflict,
          item: mergeItem(conflict, { id, document, file: `res://${path}`, nodeId, nodeType }),
        }
      })
  }

  /** A merge that was taken back left a record of a text that the file never had when anybody looked. */
  async function isOurs(record: MergeRecord, path: string): Promise<boolean> {
    if (record.isSeen) return true
    const bytes = await workspace.readBytes(path)
    if (createHash('sha256').update(bytes).digest('hex') !== record.result) return false
    await records?.put({ ...record, isSeen: true })
    return true
  }

  async function refresh(): Promise<void> {
    const found: Kept[] = []
    for (const record of (await records?.list()) ?? []) found.push(...(await read(record)))
    kept = found
  }

  /** Null where the document is as it is chosen already. */
  async function edit(record: MergeRecord, conflict: MergeConflict, choice: Chosen): Promise<EditStep | null> {
    if (choice === conflict.chosen) return null
    const textWith = (choices: MergeRecord['choices']) => {
      const merged = mergeScenes(record.texts, record.strategy, { choices: new Map(Object.entries(choices)) })
      if (!merged.ok) throw gone()
      return merged.text
    }
    const before = textWith(record.choices)
    const after = textWith({ ...record.choices, [conflict.id]: choice })
    return inEditor(record, editor => {
      const last = editor.lastStep
      applyTextChange(editor, before, after, `Choose ${choice}`)
      return editor.lastStep === last ? null : editor.lastStep
    })
  }

  async function inEditor<T>(record: MergeRecord, run: (editor: SceneEditor) => T): Promise<T> {
    using opened = await workspace.openScene(record.path.slice(prefix.length))
    if (opened.status !== 'open') throw gone()
    const result = run(opened.editor)
    using held = await workspace.documents.open(opened.document)
    await held.whenStored()
    return result
  }

  return {
    list: () => kept.map(({ item }) => item),
    refresh,
    async choose(id, choice) {
      const chosen = kept.find(({ item }) => item.id === id)
      const option = chosen?.item.choices.find(each => each.id === choice)
      if (chosen === undefined || option === undefined) throw gone()
      const { record, conflict } = chosen
      const step = await edit(record, conflict, choice as Chosen)
      const present = (await records?.list())?.find(({ path }) => path === record.path) ?? record
      await records?.put({
        ...present,
        choices: step === null ? present.choices : { ...present.choices, [conflict.id]: choice as Chosen },
        settled: [...present.settled, conflict.id],
      })
      await refresh()
      const former = present.choices[conflict.id] ?? null
      const { path, result } = present
      return { path, result, conflict: conflict.id, former, step: storedStep(step) }
    },
    async takeBack({ path, result, conflict, former, step }) {
      const record = (await records?.list())?.find(each => each.path === path && each.result === result)
      if (record === undefined) return false
      const isUndone = step === null || (await inEditor(record, editor => undoStored(editor, step)))
      const { [conflict]: _, ...others } = record.choices
      await records?.put({
        ...record,
        choices: former === null ? others : { ...others, [conflict]: former },
        settled: record.settled.filter(id => id !== conflict),
      })
      await refresh()
      return isUndone
    },
  }
}

function gone(): AppError {
  return new AppError('NOT_FOUND', 'This is settled already.')
}

/** An id of a conflict holds registers, which may be long. */
function digest(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 24)
}
