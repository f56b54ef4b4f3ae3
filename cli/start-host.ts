/** The host as every command starts it: the user's profile, the built page, the bundled sample. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createHost, type Host } from '../host/host.ts'
import { profileFolder } from '../host/profile/profile.ts'
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

export function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : '0.0.0'
}

/** A path inside Weft's own folder. */
export function inPackage(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
