/** The host as every command starts it: the user's profile, the built page, the bundled sample. */
import type { Logger } from 'pino'
import { createHost, type Host } from '../host/host.ts'
import { profileFolder } from '../host/profile/profile.ts'
import { inPackage, packageVersion } from './package.ts'
import { relayStarter } from './start-relay.ts'

export function startHost({ port, log }: { readonly port: number; readonly log: Logger }): Promise<Host> {
  return createHost({
    profileFolder: profileFolder(process.env, process.platform),
    pageFolder: inPackage('dist/renderer'),
    sampleFolder: inPackage('examples/lantern-isle'),
    port,
    version: packageVersion(),
    startRelay: relayStarter(log),
    log,
  })
}
