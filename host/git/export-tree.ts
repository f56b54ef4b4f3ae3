/**
 * All files of a tree written into a folder of their own, away from the repository's: checked as a checkout is (GIT5),
 * with line ends as in the working folder. Neither the index nor anything else of the repository changes.
 */
import { chmod, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { type CheckoutDeps, refuseUnsafe } from './checkout.ts'
import { toFolder } from './line-ends.ts'
import { readFlatTree } from './trees.ts'

export type ExportDeps = Pick<CheckoutDeps, 'objects' | 'files' | 'foldsCase' | 'makesLinks'>

/** `folder` is made; throws BAD_REQUEST where there is something in it. */
export async function exportTree(deps: ExportDeps, hash: Hash, folder: string): Promise<void> {
  const tree = readFlatTree(deps.objects, hash)
  refuseUnsafe(deps, tree, new Set())
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw new AppError('BAD_REQUEST', `${folder} is not empty.`, { folder })
  const made = new Set<string>()
  // Links last: nothing is written through one.
  const files = [...tree].sort(([, a], [, b]) => Number(a.mode === '120000') - Number(b.mode === '120000'))
  for (const [path, { mode, hash: content }] of files) {
    const place = join(folder, ...path.split('/'))
    if (!made.has(dirname(place))) await mkdir(dirname(place), { recursive: true })
    made.add(dirname(place))
    if (mode === '160000') {
      await mkdir(place, { recursive: true })
      continue
    }
    const bytes = Buffer.from(deps.objects.readAs(content, 'blob'))
    if (mode === '120000' && deps.makesLinks) await symlink(bytes.toString('utf8'), place)
    else if (mode === '120000') await writeFile(place, bytes, { flag: 'wx' })
    else {
      await writeFile(place, toFolder(bytes, deps.files.lineEnds(path)), { flag: 'wx' })
      if (mode === '100755') await chmod(place, ((await lstat(place)).mode & 0o777) | 0o111)
    }
  }
}
