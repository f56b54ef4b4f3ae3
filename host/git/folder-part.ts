/** The working folder, as the engine offers it. */
import { AppError } from '../../shared/contract/errors.ts'
import type { TreeFile } from '../../shared/repo/git-object.ts'
import { eachAtOnce } from './at-once.ts'
import { type ChangesDeps, diffSides } from './changes.ts'
import { checkoutFiles } from './checkout.ts'
import type { Folder } from './engine.ts'
import { exportTree } from './export-tree.ts'
import { reading } from './libgit.ts'
import { readStatus } from './status.ts'

export function createFolderPart(deps: ChangesDeps): Folder {
  const { git, objects, index, files, seen } = deps
  const isOn = (name: string) => reading('The settings', () => git.config().findBool(name))

  function needFolder(): string {
    if (deps.folder === null) throw new AppError('BAD_REQUEST', 'A bare repository has no files.')
    return deps.folder
  }

  function diskKind() {
    return { foldsCase: isOn('core.ignorecase') === true, makesLinks: isOn('core.symlinks') !== false }
  }

  async function read(path: string) {
    const entry = (await index.read()).find(each => each.path === path && (each.stage === 0 || each.stage === 2))
    return files.read(path, entry ?? null)
  }

  async function store(path: string, known: TreeFile | null): Promise<TreeFile | null> {
    const readAtMs = Date.now()
    const file = await files.read(path, known)
    if (file === null) return null
    const stored = { mode: file.mode, hash: await objects.write('blob', file.bytes) }
    seen.note(path, stored, file.stats, readAtMs)
    return stored
  }

  return {
    async status(options = {}) {
      needFolder()
      return readStatus({ git, objects, index }, options)
    },
    diff: (from, to, options = {}) => diffSides(deps, from, to, options),
    async checkout(changes, options = {}) {
      const folder = needFolder()
      await checkoutFiles({ folder, objects, files, index, ...diskKind() }, changes, options)
    },
    exportTree: (hash, folder) => exportTree({ objects, files, ...diskKind() }, hash, folder),
    async isIgnored(path) {
      return reading('The rules of what is ignored', () => git.isPathIgnored(path))
    },
    async storeFiles(paths) {
      const entries = await index.read()
      const known = new Map(entries.map(entry => [entry.path, entry]))
      const stored = new Map<string, TreeFile | null>()
      await eachAtOnce(paths, async path => {
        const entry = known.get(path) ?? null
        if (entry?.mode === '160000') stored.set(path, { mode: entry.mode, hash: entry.hash })
        else {
          stored.set(path, await store(path, entry))
        }
      })
      return paths.map(path => stored.get(path) ?? null)
    },
    mergeDriver: async path => files.mergeDriver(path),
    async readFile(path) {
      return (await read(path))?.bytes ?? null
    },
    async refuseFiltered(paths) {
      for (const path of paths) files.refuseFiltered(path)
    },
    async hashFile(path) {
      files.refuseFiltered(path)
      const entry = (await index.read()).find(each => each.path === path && (each.stage === 0 || each.stage === 2))
      return store(path, entry ?? null)
    },
  }
}
