/** Lists that a user acts on: local differences, stale values, and a branch that Git switched to. */
import { giveBirth } from '../files/births.ts'
import { readWhole } from '../files/read-whole.ts'
import { placeToWrite, projectPath } from '../files/safe-path.ts'
import { takeInDocument } from '../files/take-in-document.ts'
import type { FolderSync } from './folder-sync.ts'
import type { Project } from './project.ts'
import type { Differences, GitSwitch, StaleEntry, StaleValues } from './workspace.ts'

export function createDifferences(project: Project, sync: FolderSync): Differences {
  const { differences } = sync
  return {
    list: () => differences.list(),
    accept: paths => sync.inLane(() => forEachOpen(differences, paths, path => accept(project, sync, path))),
    async discard(paths) {
      await sync.inLane(() => forEachOpen(differences, paths, path => discard(project, sync, path)))
      await sync.checkOutNow()
    },
    onDidChange: differences.onDidChange,
  }
}

async function forEachOpen(
  differences: FolderSync['differences'],
  paths: readonly string[],
  run: (path: string) => Promise<void>,
) {
  for (const path of paths.map(projectPath)) if (differences.isOpen(path)) await run(path)
}

async function accept(project: Project, { differences, exporter }: FolderSync, path: string): Promise<void> {
  const { table, tree } = project
  const row = table.get(path)
  const entry = tree.byPath(path)
  differences.remove(path)
  if (row === undefined) return
  const whole = await readWhole(await placeToWrite(project.folder, path))
  if (whole === undefined) return
  if (entry === undefined) {
    table.delete(path)
    await giveBirth(project, [{ path, hash: whole.hash, look: whole.look }])
  } else if (entry.document !== null) {
    await takeInDocument(project, { path, entry: entry.id, document: entry.document }, { kind: 'command' })
    exporter.schedule(entry.document)
  } else {
    await tree.edit(edits => edits.setContent(entry.id, whole.hash, whole.bytes.length))
    table.put({ ...row, entry: entry.id, hash: whole.hash })
  }
}

/** The file is given to its entry as it is; what is shared is then written over it, and keeps its bytes. */
async function discard(project: Project, { differences, exporter }: FolderSync, path: string): Promise<void> {
  const { table, tree, store, now } = project
  const row = table.get(path)
  const entry = tree.byPath(path)
  if (entry === undefined || row === undefined) {
    differences.leaveOut(path)
    return
  }
  const whole = await readWhole(await placeToWrite(project.folder, path))
  if (whole !== undefined) store.blobs.put(whole.bytes, 'file', now())
  table.put({ ...row, entry: entry.id, document: entry.document, hash: whole?.hash ?? row.hash })
  differences.remove(path)
  if (entry.document !== null) exporter.schedule(entry.document)
}

export function createStaleValues({ store, staleChanged }: Project): StaleValues {
  return {
    list: () => store.stale.all().map(row => ({ ...row, value: JSON.parse(row.value) as StaleEntry['value'] })),
    add({ document, path, time, value }) {
      store.stale.add({ document, path, time, value: JSON.stringify(value) })
      staleChanged.fire()
    },
    remove(id) {
      store.stale.delete(id)
      staleChanged.fire()
    },
    onDidChange: staleChanged.on,
  }
}

export function createGitSwitch({ guard, takeIn, checkOutSoon }: FolderSync): GitSwitch {
  return {
    get isPaused() {
      return guard.isPaused
    },
    get branch() {
      return guard.branch
    },
    async acceptAsEdits() {
      await guard.accept()
      await takeIn('all')
      checkOutSoon()
    },
    stay: guard.stay,
  }
}
