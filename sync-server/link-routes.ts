/** `/<workspace>/links`: make, list and revoke the tokens that open a workspace (REL21 to REL24). */
import { z } from 'zod'
import { answer, type HttpCall } from './http.ts'
import type { RelayLimits } from './limits.ts'
import { MASTER_ID, type Principal, type Principals } from './principals.ts'

const newLink = z.strictObject({
  rights: z.enum(['read', 'write']),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  canShare: z.boolean().optional(),
})

export function createLinkRoutes(deps: {
  principals: Principals
  limits: RelayLimits
  clock: { now(): number }
  onRevoked: (ids: readonly string[]) => void
}): (call: HttpCall, id: string | null) => Promise<void> {
  const { principals, limits, clock } = deps

  async function make({ request, response, workspace, principal }: HttpCall): Promise<void> {
    const body = await readBody(request, limits.linkBodyBytes)
    const parsed = newLink.safeParse(body)
    if (!parsed.success) {
      answer(response, 400, { code: 'bad-request', message: z.prettifyError(parsed.error) })
      return
    }
    const { rights, canShare = false } = parsed.data
    const asked = parsed.data.expiresAt === undefined ? null : Date.parse(parsed.data.expiresAt)
    const expiresAt = asked ?? principal.expiresAt
    if (expiresAt !== null && expiresAt <= clock.now()) {
      answer(response, 400, { code: 'bad-request', message: 'The link would have expired already.' })
      return
    }
    const outlives = principal.expiresAt !== null && (expiresAt === null || expiresAt > principal.expiresAt)
    if (outlives || (canShare && (principal.id !== MASTER_ID || rights === 'read'))) {
      answer(response, 403, { code: 'forbidden', message: 'A link gives at most what its maker has.' })
      return
    }
    if (principals.list(workspace).length >= limits.maxLinksPerWorkspace) {
      answer(response, 429, { code: 'too-many-links' })
      return
    }
    const made = await principals.create({ workspace, rights, canShare, expiresAt }, principal)
    answer(response, 201, { ...describe(made.principal), token: made.token })
  }

  async function revoke({ response, workspace, principal }: HttpCall, id: string): Promise<void> {
    const link = principals.get(id)
    if (link === undefined || link.workspace !== workspace) {
      answer(response, 404, { code: 'not-found' })
      return
    }
    if (principal.id !== MASTER_ID && link.madeBy !== principal.id) {
      answer(response, 403, { code: 'forbidden', message: 'Only its maker may revoke a link.' })
      return
    }
    const ids = await principals.revoke(id)
    deps.onRevoked(ids)
    answer(response, 200, { revoked: ids })
  }

  return async (call, id) => {
    const { request, response, workspace, principal } = call
    if (!principal.canShare) {
      answer(response, 403, { code: 'forbidden', message: 'This link may not share.' })
    } else if (id === null && request.method === 'POST') {
      await make(call)
    } else if (id === null && request.method === 'GET') {
      answer(response, 200, { links: principals.list(workspace).map(describe) })
    } else if (id !== null && request.method === 'DELETE') {
      await revoke(call, id)
    } else {
      answer(response, 405, { code: 'method-not-allowed' })
    }
  }
}

function describe({ id, workspace, rights, canShare, expiresAt }: Principal) {
  return { id, workspace, rights, canShare, expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString() }
}

/** The parsed JSON of a small body; undefined when it is too large or no JSON. */
async function readBody(request: AsyncIterable<Buffer>, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
