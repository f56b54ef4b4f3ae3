/** Real merges from public histories of Godot projects, judged by a reader that shares no code with Weft's merge. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differencesBetween } from '../merge-judge/exchange.ts'
import { judge } from '../merge-judge/judge.ts'
import { realCase, realMerges } from '../merge-judge/real-merges.ts'
import { mergeWithWeft } from '../merge-judge/weft-merge.ts'

const corpus = process.env.WEFT_CORPUS
if (!corpus) console.info('Skipped: real merges, because WEFT_CORPUS does not name a folder of them')

const UNHARMED = {
  blocked: false,
  unloadable: [],
  lostNodes: [],
  doubledNodes: [],
  lostEdits: [],
  spoiled: [],
  silent: [],
}

describe.skipIf(!corpus)('real merges', () => {
  const merges = realMerges(corpus)
  const fromGit = merges.filter(each => each.isKeptFromGit)
  const byHand = merges.filter(each => each.isCombined)

  test('there are some of each kind', () => {
    expect(fromGit.length).toBeGreaterThan(5)
    expect(byHand.length).toBeGreaterThan(10)
    console.info(`Real merges: ${merges.length}, ${fromGit.length} that Git made, ${byHand.length} combined by hand`)
  })

  test.each(merges)('$name: every edit of both sides is in the result or listed, whatever is preferred', merge => {
    for (const strategy of ['auto', 'ours', 'theirs', 'manual'] as const) {
      const outcome = mergeWithWeft(merge.texts, strategy)
      expect({ strategy, ...judge(realCase(merge), outcome) }).toEqual({ strategy, ...UNHARMED })
    }
  })

  test.each(fromGit)('$name: where people kept what Git made, Weft makes a scene of the same meaning', merge => {
    expect(differencesBetween(merge.result, mergeWithWeft(merge.texts).text ?? '')).toEqual([])
  })

  test('MRG13 a revision that one side made is the result, to the byte; so is one that both made', () => {
    const pairs = revisionPairs(join(corpus ?? '', 'revisions'))
    expect(pairs.length).toBeGreaterThan(30)
    for (const { name, before, after } of pairs) {
      const results = [
        { base: before, ours: before, theirs: after },
        { base: before, ours: after, theirs: before },
        { base: before, ours: after, theirs: after },
      ].map(texts => mergeWithWeft(texts))
      expect(results, name).toEqual(results.map(() => ({ text: after, listed: [] })))
    }
  })
})

function revisionPairs(folder: string) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return names.map(({ name }) => ({
    name,
    before: readFileSync(join(folder, name, 'old.tscn'), 'utf8'),
    after: readFileSync(join(folder, name, 'new.tscn'), 'utf8'),
  }))
}
