/** The real merges in `merges/` of `WEFT_CORPUS`: three texts each, and what people committed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MergeCase, mergeCase } from './judge.ts'
import { matchVersions, type Versions } from './matching.ts'
import { readScene } from './reader.ts'

export interface RealMerge {
  readonly name: string
  readonly texts: Versions<string>
  /** What people committed. */
  readonly result: string
  /** Git merged it without a conflict, and people kept what it made. */
  readonly isKeptFromGit: boolean
  /** Neither side as it was: people put it together by hand. */
  readonly isCombined: boolean
}

/** Empty without a corpus. */
export function realMerges(corpus: string | undefined): RealMerge[] {
  const folder = join(corpus ?? '', 'merges')
  if (!corpus || !existsSync(folder)) return []
  const names = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return names.map(entry => readCase(folder, entry.name)).sort((a, b) => a.name.localeCompare(b.name))
}

export function realCase({ texts }: RealMerge): MergeCase {
  const scenes = { base: readScene(texts.base), ours: readScene(texts.ours), theirs: readScene(texts.theirs) }
  return mergeCase(matchVersions(scenes))
}

function readCase(folder: string, name: string): RealMerge {
  const files = readdirSync(join(folder, name))
  const read = (stem: string) => {
    const file = files.find(each => each.startsWith(`${stem}.t`))
    if (file === undefined) throw new Error(`${name} has no ${stem}`)
    return readFileSync(join(folder, name, file), 'utf8')
  }
  const meta = JSON.parse(readFileSync(join(folder, name, 'meta.json'), 'utf8')) as {
    readonly conflicts: number
    readonly clean_equals_human: boolean
    readonly result_is: string
  }
  return {
    name,
    texts: { base: read('base'), ours: read('ours'), theirs: read('theirs') },
    result: read('result'),
    isKeptFromGit: meta.conflicts === 0 && meta.clean_equals_human,
    isCombined: meta.conflicts > 0 && meta.result_is === 'other',
  }
}
