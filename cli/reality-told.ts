/** What `weft reality` answers, printed, and what its commands have in common. */
import { Option } from 'commander'
import { mergeStrategy, type RealityMergeStrategy } from '../shared/contract/realities.ts'
import type { FolderOptions as Options } from './in-folder.ts'
import type { RealitySource, Told } from './reality-source.ts'
import { withRealities } from './with-realities.ts'

export interface MergeOptions extends Options {
  readonly strategy: RealityMergeStrategy
  readonly dryRun?: true
}

export function strategyOption(): Option {
  return new Option('--strategy <WHICH>', 'whose value is in use where both set one')
    .choices([...mergeStrategy.options])
    .default('auto')
}

export async function told(options: Options, ask: (source: RealitySource) => Promise<Told>): Promise<void> {
  await toldWith(options, ask)
}

/** Where something met there is somebody's work to look at: scripts learn it from the exit code. */
export async function toldMet(options: Options, ask: (source: RealitySource) => Promise<Told>): Promise<void> {
  const { contested = 0 } = await toldWith(options, ask)
  if (contested > 0) process.exitCode = 1
}

/** Prints it, and hands it on. */
export async function toldWith({ C, json }: Options, ask: (source: RealitySource) => Promise<Told>): Promise<Told> {
  const said = await withRealities(C, ask)
  process.stdout.write(json ? `${JSON.stringify(said.answer)}\n` : said.words)
  return said
}
