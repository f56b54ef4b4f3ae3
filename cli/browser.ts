/** Opens an address in the user's browser, where there is one. */
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** False where no browser can be started. Never waits for it to end. */
export function openBrowser(url: string): Promise<boolean> {
  const command = browserCommand(process.platform, process.env)
  if (command === null) return Promise.resolve(false)
  const [program, ...args] = command
  return new Promise(resolve => {
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

/** Null where there is no screen, or nothing that opens addresses. */
export function browserCommand(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | null {
  if (platform === 'darwin') return ['open']
  // Through rundll32, not cmd: an ampersand in an address would begin another command there.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return null
  return isOnPath('xdg-open', environment) ? ['xdg-open'] : null
}

function isOnPath(name: string, environment: NodeJS.ProcessEnv): boolean {
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      // Not in this one.
    }
  }
  return false
}
