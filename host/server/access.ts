/**
 * Tokens of the API, and the one-time codes that a page exchanges for one.
 *
 *     const access = createAccess({ clock: Date.now, random: randomBytes })
 *     const code = access.issueCode()          // into the fragment of the page's address
 *     access.exchange(code)                    // once: { status: 'ok', token }
 *     access.callerOf(token)
 *
 * Only hashes are kept: a look-up by hash takes the same time for every wrong token.
 */
import { createHash } from 'node:crypto'
import { SESSION_CODE_MS, SESSION_CODES, SESSION_FAILURES_PER_MINUTE } from '../../shared/limits.ts'
import { allCapabilities, type Caller } from '../api/caller.ts'

export type Exchange =
  | { readonly status: 'ok'; readonly token: string }
  | { readonly status: 'refused' }
  /** Too many wrong codes in the last minute. */
  | { readonly status: 'too-many' }

export interface Access {
  issueCode(): string
  exchange(code: string): Exchange
  /** A token for a program: printed by `weft serve`, kept in the user's profile. */
  issueToken(kind: Caller['kind']): string
  callerOf(token: string): Caller | null
  /** A caller without a token, for a port that only the desktop app can hand over. */
  windowCaller(): Caller
}

interface Deps {
  /** Unix ms. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
}

export function createAccess({ clock, random }: Deps): Access {
  const codes = new Map<string, { readonly expiresAt: number }>()
  const callers = new Map<string, Caller>()
  const failures: number[] = []
  let lastId = 0

  function secret(): string {
    return Buffer.from(random(24)).toString('base64url')
  }

  function createCaller(kind: Caller['kind']): Caller {
    lastId += 1
    return { id: lastId, kind, capabilities: allCapabilities }
  }

  function issueToken(kind: Caller['kind']): string {
    const token = secret()
    callers.set(hashOf(token), createCaller(kind))
    return token
  }

  return {
    issueCode() {
      const now = clock()
      for (const [hash, code] of codes) if (code.expiresAt <= now) codes.delete(hash)
      const oldest = codes.keys().next().value
      if (codes.size >= SESSION_CODES && oldest !== undefined) codes.delete(oldest)
      const code = secret()
      codes.set(hashOf(code), { expiresAt: now + SESSION_CODE_MS })
      return code
    },
    exchange(code) {
      const now = clock()
      while (failures[0] !== undefined && failures[0] <= now - 60_000) failures.shift()
      if (failures.length >= SESSION_FAILURES_PER_MINUTE) return { status: 'too-many' }
      const hash = hashOf(code)
      const found = codes.get(hash)
      codes.delete(hash)
      if (found === undefined || found.expiresAt <= now) {
        failures.push(now)
        return { status: 'refused' }
      }
      return { status: 'ok', token: issueToken('page') }
    },
    issueToken,
    callerOf: token => callers.get(hashOf(token)) ?? null,
    windowCaller: () => createCaller('window'),
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}
