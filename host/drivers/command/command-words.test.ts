import { expect, test } from 'vitest'
import { commandWords } from './command-words.ts'

test('RTY14 words, quotes and backslashes are taken as a shell takes them', () => {
  expect(commandWords('  npm   test -- --grep "two words" ')).toEqual(['npm', 'test', '--', '--grep', 'two words'])
  expect(commandWords(`sh -c 'make && echo "$HOME"'`)).toEqual(['sh', '-c', 'make && echo "$HOME"'])
  expect(commandWords(String.raw`run a\ b "say \"hi\"" C:\games\x ''`)).toEqual([
    'run',
    'a b',
    'say "hi"',
    String.raw`C:\games\x`,
    '',
  ])
})

test.each(['make && rm -rf /', 'cat a | wc', 'echo $HOME', 'echo "$HOME"', 'a; b', 'a > b', 'echo `id`', 'a\nb'])(
  'RTY14 what only a shell could do is refused: %s',
  command => {
    expect(() => commandWords(command)).toThrow(/Only a shell/)
  },
)

test('quotes that are not closed and commands without a program are refused', () => {
  expect(() => commandWords('echo "a')).toThrow('A " is not closed')
  expect(() => commandWords("''")).toThrow('names no program')
})
