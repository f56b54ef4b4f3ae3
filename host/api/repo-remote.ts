/** Talking to other repositories through the user's own Git. */
import { AppError } from '../../shared/contract/errors.ts'
import type { ApiHost } from './api-host.ts'
import { mustWrite } from './must-write.ts'
import { procedureFor } from './procedures.ts'

export function repoRemote(host: ApiHost) {
  const edit = procedureFor('edit').repo
  const refuse = (): never => {
    mustWrite(host)
    throw new AppError('BAD_REQUEST', 'Git is not installed here.', { hint: 'use git in a terminal' })
  }
  return {
    fetch: edit.fetch.handler(refuse),
    pull: edit.pull.handler(refuse),
    push: edit.push.handler(refuse),
  }
}
