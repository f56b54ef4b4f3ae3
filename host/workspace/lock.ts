/** One host owns a workspace. */
import { join } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { holdExclusively } from '../files/exclusive-file.ts'

/** Throws AppError LOCKED, `data.hint` = address of the host that has the folder, where one is known. */
export async function lockWorkspace(
  weftFolder: string,
  ownerUrl: () => Promise<string | undefined>,
): Promise<Disposable> {
  const lock = holdExclusively(join(weftFolder, 'lock.db'))
  if (lock !== null) return lock
  const hint = await ownerUrl()
  throw new AppError('LOCKED', 'This folder is open in another Weft already.', hint === undefined ? {} : { hint })
}
