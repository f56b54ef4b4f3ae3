/** The utility process: composition root of the host on the desktop. */
import { existsSync, renameSync } from 'node:fs'
import { pino, stdSerializers } from 'pino'
import { createHost } from '../host/host.ts'
import { relayStarter } from './relay-process.ts'
import { serveMain } from './serve-main.ts'

serveMain({
  parent: process.parentPort,
  startHost: ({ logFile, relay, ...options }) => {
    const serializers = { error: stdSerializers.err, err: stdSerializers.err }
    const output = logFile === null ? { fd: 2, sync: true } : { dest: keepPrevious(logFile), mkdir: true, sync: true }
    const log = pino({ level: process.env.WEFT_LOG ?? 'info', base: null, serializers }, pino.destination(output))
    return createHost({ ...options, port: 0, startRelay: relayStarter(relay), log })
  },
  exit(code, error) {
    if (error !== undefined) process.stderr.write(`${error instanceof Error ? error.stack : 'unknown error'}\n`)
    process.exit(code)
  },
})

/** A log of this start and one of the last, which may tell why there had to be another. */
function keepPrevious(file: string): string {
  if (existsSync(file)) renameSync(file, `${file}.previous`)
  return file
}
