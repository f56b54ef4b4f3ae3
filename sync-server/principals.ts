/**
 * Who may do what: the master token and the link tokens. Only hashes are kept, in memory and in the log.
 *
 * REL20 A principal is a token, not a person: two windows with one link are one principal.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { RelayLog } from './log/log.ts'
import type { StoredToken } from './log/log-database.ts'

export type Principal = Omit<StoredToken, 'hash'>

export interface NewLink {
  readonly workspace: string
  readonly rights: 'read' | 'write'
  readonly canShare: boolean
  readonly expiresAt: number | null
}

export interface Principals {
  /** The valid principal of a token, else why not. */
  find(token: string): Principal | 'unknown' | 'expired'
  isCurrent(id: string): boolean
  create(link: NewLink, maker: Principal): Promise<{ principal: Principal; token: string }>
  /** Links of a workspace; expired ones too, until they are revoked. */
  list(workspace: string): Principal[]
  get(id: string): Principal | undefined
  /** Revokes a link and every link made with it; returns their ids. */
  revoke(id: string): Promise<string[]>
}

export const MASTER_ID = 'master'

export function createPrincipals(deps: {
  log: Pick<RelayLog, 'tokens' | 'saveToken' | 'deleteTokens'>
  clock: { now(): number }
  masterToken: string
}): Principals {
  const { log, clock } = deps
  const byHash = new Map<string, Principal>()
  const byId = new Map<string, { principal: Principal; hash: string }>()

  function add({ hash, ...principal }: StoredToken): Principal {
    const text = Buffer.from(hash).toString('base64')
    byHash.set(text, principal)
    byId.set(principal.id, { principal, hash: text })
    return principal
  }
  for (const token of log.tokens) add(token)
  add({
    id: MASTER_ID,
    hash: hashToken(deps.masterToken),
    workspace: '',
    rights: 'write',
    canShare: true,
    expiresAt: null,
    madeBy: MASTER_ID,
    madeAt: 0,
  })

  const isExpired = (principal: Principal): boolean =>
    principal.expiresAt !== null && principal.expiresAt <= clock.now()

  return {
    find(token) {
      const principal = byHash.get(hashToken(token).toString('base64'))
      if (principal === undefined) return 'unknown'
      return isExpired(principal) ? 'expired' : principal
    },
    isCurrent(id) {
      const found = byId.get(id)
      return found !== undefined && !isExpired(found.principal)
    },
    async create(link, maker) {
      const token = newToken()
      const stored: StoredToken = {
        ...link,
        id: randomBytes(9).toString('base64url'),
        hash: hashToken(token),
        madeBy: maker.id,
        madeAt: clock.now(),
      }
      await log.saveToken(stored)
      return { principal: add(stored), token }
    },
    list: workspace => [...byHash.values()].filter(principal => principal.workspace === workspace),
    get: id => byId.get(id)?.principal,
    async revoke(id) {
      const ids = withDescendants(id, byHash.values())
      // From memory first: whatever the disk says, a revoked link must not open a door.
      for (const gone of ids) {
        const hash = byId.get(gone)?.hash
        if (hash !== undefined) byHash.delete(hash)
        byId.delete(gone)
      }
      await log.deleteTokens(ids)
      return ids
    },
  }
}

/** 192 random bits, safe in a URL. */
export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

export function opensWorkspace(principal: Principal, workspace: string): boolean {
  return principal.workspace === '' || principal.workspace === workspace
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function withDescendants(id: string, all: Iterable<Principal>): string[] {
  const principals = [...all]
  const ids = new Set([id])
  for (let before = 0; before !== ids.size; ) {
    before = ids.size
    for (const principal of principals) if (ids.has(principal.madeBy)) ids.add(principal.id)
  }
  return [...ids]
}
