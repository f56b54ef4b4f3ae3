import { AppError } from '../../shared/contract/errors.ts'
import type { ApiHost } from './api-host.ts'

/** Throws AppError READ_ONLY. */
export function mustWrite(host: Pick<ApiHost, 'canWrite'>): void {
  if (!host.canWrite()) throw new AppError('READ_ONLY', 'This workspace is shared with you to look at only.')
}
