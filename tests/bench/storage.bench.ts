/**
 * How long until an update is durable: through the journal (SQLite, WAL, synchronous=FULL), against one bare append and
 * fsync to a file on the same disk. Taken in turns in one run, so that both meet the same disk.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { createJournal, NOTHING_DESCRIBED } from '../../host/storage/journal.ts'
import { openSqliteStore } from '../../host/storage/sqlite-store.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 2_000
const WARM_UP = 100
/** One property set, as measured. */
const UPDATE_BYTES = 60
const TARGET_RATIO = 3

export async function run(): Promise<BenchRow[]> {
  using folder = temporaryFolder()
  using store = openSqliteStore(join(folder.path, 'weft.db'))
  await using journal = createJournal({
    store,
    now: () => 0,
    isOutboxOn: () => true,
    describe: () => NOTHING_DESCRIBED,
  })
  const file = openSync(join(folder.path, 'bare.log'), 'a')
  const bytes = new Uint8Array(UPDATE_BYTES).fill(7)
  const durable: number[] = []
  const bare: number[] = []
  for (let i = 0; i < ROUNDS + WARM_UP; i += 1) {
    const ours = await timed(() =>
      journal.append({ document: 'd', bytes, origin: 'window', author: { name: 'Ann', color: 0 }, isOwn: true }),
    )
    const peer = await timed(() => {
      writeSync(file, bytes)
      fsyncSync(file)
    })
    if (i < WARM_UP) continue
    durable.push(ours)
    bare.push(peer)
  }
  closeSync(file)
  return [row('p99', 0.99, durable, bare), row('p50', 0.5, durable, bare)]
}

function row(name: string, quantile: number, durable: number[], bare: number[]): BenchRow {
  const ours = at(durable, quantile)
  const peer = at(bare, quantile)
  const ratio = ours / peer
  return {
    name: `an update is durable, ${name}`,
    ours,
    peer,
    peerName: 'one append and fsync',
    unit: 'ms',
    ratio,
    target: `within ${TARGET_RATIO}×`,
    pass: ratio <= TARGET_RATIO,
  }
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function at(samples: number[], quantile: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN
}
