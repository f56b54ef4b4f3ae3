/** Names of branches, with git itself as the judge. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { refNameFault } from '../../shared/repo/ref-name.ts'

test('the names that are taken are those that git takes for a branch', () => {
  const pieces = ['a', '.', '..', '/', '-', '@', '@{', ' ', '~', '.lock', 'é', ':', '\\', '[', ']', '{']
  const names = pieces.flatMap(one => [one, `${one}b`, `a${one}`, `a${one}b`, `a/${one}b`, `a${one}/b`])
  const judged = [...new Set(names)].filter(name => !name.includes('@{-'))
  // One process for all: each would take milliseconds.
  const { stdout } = spawnSync(
    'sh',
    [
      '-c',
      'while IFS= read -r n; do git check-ref-format "refs/heads/$n" && case "$n" in -*) ;; *) printf "%s\\n" "$n";; esac; done; true',
    ],
    {
      input: `${judged.join('\n')}\n`,
      encoding: 'utf8',
    },
  )
  const taken = stdout.trimEnd().split('\n')
  expect(taken.length).toBeGreaterThan(20)
  expect(judged.filter(name => name !== '@' && refNameFault(name) === null)).toEqual(taken.filter(name => name !== '@'))
})
