/**
 * A relay alone in a process, as the desktop app starts it: the options and the first line of `weft relay`.
 * Ends with whoever started it, however that ended.
 */
import { explain } from './failure.ts'
import { relayCommand } from './relay.ts'

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel is a lifeline, and nothing that keeps a stopped relay here.
process.channel?.unref()

relayCommand()
  .exitOverride()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = explain(error, text => process.stderr.write(text))
  })
