/** DIFF12 where a shortcut would go wrong. Each of these once did, or would without what guards it. */
import { describe, expect, test } from 'vitest'
import { diffTexts, diffWhole } from './diff-texts.ts'
import { pruneAlike } from './prune/prune-alike.ts'

const HEADER = '[gd_scene format=3]\n\n'
const ROOT = '[node name="Root" type="Node2D"]\n\n'
const CROWD = Array.from({ length: 250 }, (_, i) => `[node name="N${i}" type="Node2D" parent="."]\nvalue = ${i}\n\n`)
const CONNECTION = '[connection signal="ready" from="N1" to="N2" method="m"]\n'
const SCENE = HEADER + ROOT + CROWD.join('')
/** Sections that can stand in a string, for they have no quotes; the parser takes them. */
const BARE = Array.from({ length: 5 }, (_, i) => `[connection signal=1 from=2 to=3 method=${i}]\n`).join('')
const QUOTE = `[node name="Quote" type="Node2D" parent="."]\ntext = "\n`

describe('DIFF12 large texts that are alike but for', () => {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['a value', SCENE, SCENE.replace('value = 77', 'value = 78')],
    ['what stands before the header', SCENE, `junk\n${SCENE}`],
    ['a byte order mark', SCENE, `\ufeff${SCENE}`],
    ['the format', SCENE, SCENE.replace('format=3', 'format=9')],
    ['a second header', SCENE, SCENE + HEADER],
    ['a root that is gone', SCENE, HEADER + CROWD.join('')],
    [
      'sections in a string',
      SCENE + BARE,
      `${SCENE}${QUOTE}${BARE}[x"

`,
    ],
    [
      'sections out of a string',
      `${SCENE}${QUOTE}${BARE}[x"

`,
      SCENE + BARE,
    ],
    ['an end inside a string that has sections', SCENE, HEADER + ROOT + QUOTE + CROWD.join('')],
    ['a section behind a last comment', `${SCENE}; note`, `${SCENE}; note[node name="Hidden" parent="."]\n`],
    ['a connection like one in both', SCENE + CONNECTION, SCENE + CONNECTION + CONNECTION],
    [
      'a parent that comes after its child',
      SCENE + below('N3'),
      SCENE.replace(CROWD[3] ?? '', '') + below('N3') + CROWD[3],
    ],
  ]

  test.each(pairs)('%s', (_, from, to) => {
    expect(shown(diffTexts(from, to))).toEqual(shown(diffWhole(from, to)))
  })
})

test('DIFF12 one value of many nodes leaves little to compare', () => {
  const pruned = pruneAlike(SCENE, SCENE.replace('value = 77', 'value = 78'))
  const node = '[node name="N77" type="Node2D" parent="."]\n'
  const texts = ['value = 77', 'value = 78'].map(value => `${HEADER}${ROOT}${node}${value}\n\n`)
  expect(pruned).toEqual({ first: texts[0], second: texts[1] })
})

function below(parent: string): string {
  return `[node name="Below" type="Node2D" parent="${parent}"]\n\n`
}

function shown(result: ReturnType<typeof diffTexts>) {
  return result.ok ? result.value.changes : result
}
