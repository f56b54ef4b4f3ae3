/** One benchmark in a process of its own: `node --expose-gc bench-child.ts FILE`, rows by message. Used by main.ts. */
import { pathToFileURL } from 'node:url'
import type { BenchRow } from './row.ts'

const [file = ''] = process.argv.slice(2)
const { run } = (await import(pathToFileURL(file).href)) as { run: () => Promise<BenchRow[]> }
const rows = await run()
if (process.send === undefined) console.table(rows)
else process.send(rows, () => process.exit(0))
