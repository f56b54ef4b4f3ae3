/** Real revisions of real scenes: what changed, said so completely that it can be written again. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSceneText, type SceneText } from '../../shared/scene/codec/scene-text.ts'
import { alignModels } from '../../shared/scene/diff/align-models.ts'
import { applyDiffToText } from '../../shared/scene/diff/apply-diff.ts'
import { diffScenes, reverseDiff } from '../../shared/scene/diff/diff-scenes.ts'
import { diffTexts } from '../../shared/scene/diff/diff-texts.ts'
import { createFileModel } from '../../shared/scene/file-model.ts'
import { diffModels } from '../../shared/scene/intake/diff-models.ts'

const corpus = process.env.WEFT_CORPUS
if (!corpus) console.info('Skipped: diffs of real revisions, because WEFT_CORPUS does not name a folder of them')

describe.skipIf(!corpus)('real revisions', () => {
  const folder = join(corpus ?? '', 'revisions')
  const pairs = corpus ? readdirSync(folder).filter(name => /^\d/.test(name)) : []

  test.each(pairs)('DIFF7 DIFF12 %s: diff then apply gives the other, both ways', pair => {
    const { from, to } = alignModels(
      { file: readScene(join(folder, pair, 'old.tscn')), ids: null },
      { file: readScene(join(folder, pair, 'new.tscn')), ids: null },
    )
    const diff = diffScenes(from, to)
    expect(diff.changes.length).toBeGreaterThan(0)
    expect(new Set(diff.changes.map(change => change.id)).size).toBe(diff.changes.length)
    const quick = diffTexts(from.structure.file.text, to.structure.file.text)
    expect(quick.ok ? quick.value.changes : quick).toEqual(diff.changes)
    for (const way of [diff, reverseDiff(diff)]) {
      const written = applyDiffToText(way.from, way)
      const again = createFileModel(readText(written.text), written.ids)
      expect(leftOver(again, way.to)).toEqual([])
      expect(diffScenes(again, way.to).changes).toEqual([])
    }
  })
})

/** Everything that still differs, the quiet fields among it; only what a file calls its resources is its own affair. */
function leftOver(written: Parameters<typeof diffModels>[0], wanted: Parameters<typeof diffModels>[0]): string[] {
  const difference = diffModels(written, wanted)
  const isName = (register: string) => /^r\/[^/]*\/b$/.test(register)
  const nodes = [...difference.added, ...difference.removed, ...difference.moved]
  const registers = difference.registers
    .filter(({ register }) => !isName(register))
    .map(({ register, from, to }) => `${register}: ${String(from)} => ${String(to)}`)
  const resources = [...written.resources.keys()].filter(id => !wanted.resources.has(id))
  return [...nodes, ...registers, ...resources]
}

function readScene(path: string): SceneText {
  return readText(readFileSync(path, 'utf8'))
}

function readText(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}
