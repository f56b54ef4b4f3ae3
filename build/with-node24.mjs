// Runs a script under Node 24 or later, whatever Node started this one.
// better-sqlite3 13 crashes the process on Node 20, so nothing else may start first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const local = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const isCurrent = Number(process.versions.node.split('.')[0]) >= 24
const node = isCurrent ? process.execPath : existsSync(local) ? local : null
if (node === null) {
  console.error(
    `Weft needs Node 24 or later (this is ${process.version}). Run npm ci with the install script of "node" allowed.`,
  )
  process.exit(1)
}
const env = { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') }
const result = spawnSync(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
process.exit(result.status ?? 1)
