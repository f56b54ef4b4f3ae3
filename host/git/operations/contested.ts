/** What is contested in the index, and where Git was when it came to be. */
import { isSameFile } from '../../../shared/repo/flat-tree.ts'
import type { TreeFile } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'
import type { Sides } from './change.ts'
import { readUnderWay, type UnderWay } from './under-way.ts'

export interface Entries {
  readonly settled: Map<string, TreeFile>
  readonly contested: Map<string, Sides>
}

const STAGES = { 1: 'base', 2: 'ours', 3: 'theirs' } as const

export async function readEntries(repository: Repository): Promise<Entries> {
  const entries: Entries = { settled: new Map(), contested: new Map() }
  for (const { path, mode, hash, stage } of await repository.readIndex()) {
    if (stage === 0) entries.settled.set(path, { mode, hash })
    else {
      const sides = entries.contested.get(path) ?? { base: null, ours: null, theirs: null }
      entries.contested.set(path, { ...sides, [STAGES[stage]]: { mode, hash } })
    }
  }
  return entries
}

export function isSameSides(one: Sides | null, other: Sides | null): boolean {
  if (one === null || other === null) return one === other
  return (['base', 'ours', 'theirs'] as const).every(side => isSameFile(one[side], other[side]))
}

/** The same for as long as what is contested means the same. */
export async function whereGitIs(repository: Repository): Promise<string> {
  const { hash } = await repository.head()
  const underWay = await readUnderWay(repository.gitFolder)
  return [hash ?? 'nowhere', underWay?.kind ?? 'nothing', ...(underWay === null ? [] : heads(underWay))].join(' ')
}

function heads(underWay: UnderWay): readonly string[] {
  switch (underWay.kind) {
    case 'merge':
      return underWay.parents
    case 'am':
      return []
    default:
      return underWay.commit === null ? [] : [underWay.commit]
  }
}
