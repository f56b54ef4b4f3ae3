/**
 * `npm start [-- FOLDER]`: builds the page where it is older than its sources, then opens it in a desktop window, or,
 * where there is no Electron binary, in the browser, served by the same host.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronPath } from '../shared/electron-path.ts'
import { buildRenderer } from './renderer.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)

await buildRenderer()
if (!existsSync(electronPath(root, process.platform, process.env.ELECTRON_OVERRIDE_DIST_PATH))) {
  process.stderr.write('No Electron binary is installed: opening in the browser instead.\n')
  process.exitCode = await run([join(root, 'cli', 'weft.mjs'), 'open', ...args])
} else {
  const forge = join(root, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js')
  process.exitCode = await run([forge, 'start', ...(args.length === 0 ? [] : ['--', ...args])])
}

/** Runs a script with this Node, passes on what would end it, and answers its exit code. */
async function run(script: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, script, { stdio: 'inherit' })
  // A terminal's Ctrl+C reaches the child by itself; it needs the time to stop cleanly.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
