/** Join links of a workspace, made and revoked through the relay's HTTP. */
import { z } from 'zod'
import type { Rights } from '../../shared/contract/data.ts'
import { rights } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { httpAddress } from '../relay-client/blob-transfer.ts'
import type { WorkspaceLink } from '../relay-client/relay-connection.ts'

const linkShape = z.object({ id: z.string(), rights, expiresAt: z.string().nullable() })
const madeLink = linkShape.extend({ token: z.string() })
const linkList = z.object({ links: z.array(linkShape) })

export type RelayLink = z.infer<typeof linkShape>

/** All throw AppError RELAY where the relay cannot be reached or refuses. */
export interface RelayLinks {
  /** False where the token is one that may not make links. */
  canShare(): Promise<boolean>
  create(options: { rights: Rights; expiresAt: string | null }): Promise<z.infer<typeof madeLink>>
  list(): Promise<RelayLink[]>
  revoke(id: string): Promise<void>
}

const answerMs = 10_000

export function createRelayLinks(link: WorkspaceLink): RelayLinks {
  const base = `${httpAddress(link.relay)}/${encodeURIComponent(link.workspace)}/links`

  async function ask(method: string, path = '', body?: object): Promise<Response> {
    try {
      return await fetch(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(answerMs),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    } catch (error) {
      throw new AppError('RELAY', 'The relay cannot be reached.', {}, { cause: error })
    }
  }

  async function read<T>(response: Response, shape: z.ZodType<T>): Promise<T> {
    if (!response.ok) {
      const message =
        response.status === 403
          ? 'Your link does not let you share this workspace with others.'
          : `The relay answered ${response.status}.`
      throw new AppError('RELAY', message)
    }
    const parsed = shape.safeParse(await response.json().catch(() => null))
    if (!parsed.success) throw new AppError('RELAY', 'The relay answered something strange.')
    return parsed.data
  }

  return {
    async canShare() {
      const response = await ask('GET')
      await response.body?.cancel()
      return response.ok
    },
    async create({ rights: asked, expiresAt }) {
      const body = expiresAt === null ? { rights: asked } : { rights: asked, expiresAt }
      return read(await ask('POST', '', body), madeLink)
    },
    list: async () => (await read(await ask('GET'), linkList)).links,
    async revoke(id) {
      await read(await ask('DELETE', `/${encodeURIComponent(id)}`), z.unknown())
    },
  }
}
