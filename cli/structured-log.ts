import { type Logger, pino, stdSerializers } from 'pino'

/** JSON lines on stderr, for stdout belongs to what a command answers. `WEFT_LOG` is the level, `info` unless set. */
export function createLog(): Logger {
  const level = process.env.WEFT_LOG ?? 'info'
  const serializers = { error: stdSerializers.err, err: stdSerializers.err }
  return pino({ level, base: null, serializers }, pino.destination({ fd: 2, sync: true }))
}
