/**
 * The documents of one reality by the ids they are stored and shared under: what windows and the relay name. A window
 * that still has the document of another reality names another id, and never mixes the two (RTY5).
 */
import { AppError } from '../../shared/contract/errors.ts'
import { isStoredBy, plainId, storedId } from '../storage/stored-id.ts'
import type { Documents } from './documents.ts'

export function byStoredId(documents: Documents, reality: string): Documents {
  const stored = (id: string) => storedId(reality, id)
  return {
    ids: () => documents.ids().map(stored),
    has: id => isStoredBy(reality, id) && documents.has(plainId(id)),
    async open(id) {
      if (!isStoredBy(reality, id)) throw new AppError('NOT_FOUND', 'This document is of another reality.', { id })
      return { ...(await documents.open(plainId(id))), id }
    },
    onDidCreate: listener => documents.onDidCreate(id => listener(stored(id))),
  }
}
