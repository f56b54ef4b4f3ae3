#!/usr/bin/env node
// Starts the command line under Node 24 or later, whatever Node started this one: better-sqlite3 crashes older ones,
// so nothing else is loaded before this is known.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Reading the sources anew is half of what a short command takes; Git starts one for every scene it merges.
  module.enableCompileCache?.()
  const { main } = await import('./main.ts')
  await main(process.argv)
} else {
  startUnder(join(folder, '..', 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'))
}

function startUnder(node) {
  if (!existsSync(node)) {
    console.error(`error[NODE]: Weft needs Node 24 or later, and this is ${process.version}.`)
    console.error('hint: run npm ci with the install script of the package "node" allowed')
    process.exitCode = 1
    return
  }
  // The channel is a lifeline: the command ends when this process is killed in a way that cannot be passed on.
  const child = spawn(node, [join(folder, 'main.ts'), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...process.env },
  })
  // What ends this process ends the command, which stops cleanly.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128)
  })
}
