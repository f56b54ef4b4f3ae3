import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { openProfile, profileFolder } from '../host/profile/profile.ts'
import { isAppError } from '../shared/contract/errors.ts'
import { openBrowser } from './browser.ts'
import { builtMain, findElectron, runDesktop } from './desktop.ts'
import { inPackage } from './package.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { createLog } from './structured-log.ts'

export function openCommand(): Command {
  return new Command('open')
    .description('open a project in a window, or in the browser where there is no desktop app')
    .argument('[folder]', 'a Godot project, or an empty folder; the sample game unless given')
    .addHelpText('after', '\nExample:\n  weft open ~/games/harbor\n')
    .action(async (given: string | undefined) => {
      const folder = given === undefined ? null : resolve(given)
      const root = inPackage('.')
      const electron = findElectron(root, process.env)
      if (electron !== null && builtMain(root) !== null) {
        const code = await runDesktop(electron, root, folder === null ? [] : [folder])
        if (code !== null) {
          process.exitCode = code
          return
        }
      }
      await openInBrowser(folder)
    })
}

/** Serves `folder` (null: the sample) until stopped. A folder that a running Weft has open is shown by that one. */
export async function openInBrowser(folder: string | null): Promise<void> {
  // Loaded only now: the scene commands do without a database.
  const { startHost } = await import('./start-host.ts')
  const log = createLog()
  await using starting = new AsyncDisposableStack()
  const host = starting.use(await startHost({ port: 0, log }))
  try {
    await (folder === null ? host.api.openSample() : host.api.openFolder(folder))
  } catch (error) {
    const running = folder === null || !isAppError(error) || error.code !== 'LOCKED' ? null : await runningPage(folder)
    if (running === null) throw error
    await show(running)
    return
  }
  await show(host.server.pageUrl())
  const running = starting.move()
  await runUntilStopped({ [Symbol.asyncDispose]: () => running.disposeAsync() }, null)
}

async function show(url: string): Promise<void> {
  const isShown = await openBrowser(url)
  const line = isShown ? `Weft is open in your browser: ${url}` : `Open this address in a browser: ${url}`
  process.stderr.write(`${line}\n`)
}

/** A new page address of the host that has the folder; null if it does not answer. */
async function runningPage(folder: string): Promise<string | null> {
  const profile = await openProfile(profileFolder(process.env, process.platform))
  const running = await profile.runningHost(await realpath(folder))
  if (running === undefined) return null
  try {
    const headers = { authorization: `Bearer ${running.secret}` }
    const answer = await fetch(`${running.url}/api/session/code`, { method: 'POST', headers })
    const body: unknown = answer.ok ? await answer.json() : null
    return typeof body === 'object' && body !== null && 'url' in body ? String(body.url) : null
  } catch (error) {
    // It has gone since: the caller says that the folder is locked.
    if (error instanceof TypeError) return null
    throw error
  }
}
