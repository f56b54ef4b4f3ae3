import { expect, test } from 'vitest'
import { fileHunks, keyOf, withHunks } from '../../shared/repo/file-hunks.ts'
import { seeded } from './seeded.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('OPS9 all hunks make the new file, none leave the old one, and each changes its own lines only', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seeded(seed)
    const end = random.pick(['\n', '\r\n'])
    const lines = Array.from({ length: random.below(40) }, () => `line ${random.below(12)}${end}`)
    const next = lines.flatMap(line => random.pick([[line], [line], [line], [line], [line], [], [line, `new${end}`]]))
    const cut = (all: string[]) => (random.below(3) === 0 ? all.join('').replace(/\r?\n$/, '') : all.join(''))
    const [old, now] = [encode(cut(lines)), encode(cut(next))]
    const hunks = fileHunks(old, now)
    expect(decode(withHunks(old, now, hunks, () => true)), `seed ${seed}`).toBe(decode(now))
    expect(decode(withHunks(old, now, hunks, () => false)), `seed ${seed}`).toBe(decode(old))
    expect(new Set(hunks.map(keyOf)).size, `seed ${seed}`).toBe(hunks.length)
    for (const chosen of hunks) {
      // What is left to do then are the other hunks, with the same lines.
      const partly = withHunks(old, now, hunks, hunk => hunk === chosen)
      const left = fileHunks(partly, now).flatMap(hunk => hunk.lines.filter(({ kind }) => kind !== 'context'))
      const others = hunks.filter(hunk => hunk !== chosen)
      expect(left.length, `seed ${seed}`).toBeLessThanOrEqual(
        others.flatMap(hunk => hunk.lines.filter(({ kind }) => kind !== 'context')).length,
      )
    }
  }
})

test('a hunk has three lines around it, as Git has them', () => {
  const text = Array.from({ length: 20 }, (_, i) => `${i}\n`).join('')
  const [hunk] = fileHunks(encode(text), encode(text.replace('9\n', 'nine\n')))
  expect(hunk).toMatchObject({ old: { start: 6, end: 13 }, new: { start: 6, end: 13 } })
  expect(hunk?.lines.map(({ kind, characters }) => `${kind} ${characters.trim()}`)).toEqual([
    ...['6', '7', '8'].map(line => `context ${line}`),
    'removed 9',
    'added nine',
    ...['10', '11', '12'].map(line => `context ${line}`),
  ])
})
