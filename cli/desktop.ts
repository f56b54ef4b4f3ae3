/** The desktop app, where an Electron binary is really there. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronPath } from '../shared/electron-path.ts'

/** Path of the binary, or null. */
export function findElectron(root: string, environment: NodeJS.ProcessEnv): string | null {
  const binary = electronPath(root, process.platform, environment.ELECTRON_OVERRIDE_DIST_PATH)
  return existsSync(binary) ? binary : null
}

/** The built main process, as package.json names it; null where it is not built. */
export function builtMain(root: string): string | null {
  const file: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const main = typeof file === 'object' && file !== null && 'main' in file ? String(file.main) : ''
  return main !== '' && existsSync(join(root, main)) ? main : null
}

/** Runs the app until its last window closes. Resolves with its exit code; null if it could not be started. */
export function runDesktop(binary: string, root: string, args: readonly string[]): Promise<number | null> {
  return new Promise(resolve => {
    const child = spawn(binary, [root, ...args], { stdio: 'inherit' })
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => child.kill(signal))
    child.once('error', () => resolve(null))
    child.once('exit', code => resolve(code ?? 1))
  })
}
