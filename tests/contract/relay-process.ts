/** A relay in a process of its own, to be killed: `node relay-process.ts FOLDER PORT`. Tells its parent `{url, token}`. */
import pino from 'pino'
import { createRelay } from '../../sync-server/relay.ts'

const [dataFolder = '', port = '0'] = process.argv.slice(2)
process.on('disconnect', () => process.exit(0))
const relay = await createRelay({
  port: Number(port),
  host: '127.0.0.1',
  dataFolder,
  log: pino({ level: 'silent' }),
  clock: Date,
})
process.send?.({ url: relay.url, token: relay.token })
