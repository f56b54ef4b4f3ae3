/** A host with a folder open, and a client of its contract. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { pino } from 'pino'
import { createHost, type Host } from '../../host/host.ts'
import { contract } from '../../shared/contract/contract.ts'

export type Api = ContractRouterClient<typeof contract>

const root = fileURLToPath(new URL('../../', import.meta.url))

export async function createOpenHost(profileFolder: string, folder: string): Promise<Host> {
  const host = await createHost({
    profileFolder,
    pageFolder: join(profileFolder, 'no-page'),
    sampleFolder: join(root, 'examples/lantern-isle'),
    port: 0,
    version: '0.0.0',
    startRelay: null,
    log: pino({ level: 'silent' }),
  })
  await host.api.openFolder(folder)
  return host
}

export function clientOf({ server, token }: Host): Api {
  const url = `${server.origin}/api`
  return createORPCClient(new OpenAPILink(contract, { url, headers: { authorization: `Bearer ${token}` } }))
}
