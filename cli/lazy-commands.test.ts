import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addCommands, type LazyCommands } from './lazy-commands.ts'

test('only what is named is loaded, with the words after it; for help and for a slip all of it', async () => {
  const loaded: string[] = []
  const make = (name: string) => async (rest: readonly string[]) => {
    loaded.push([name, ...rest].join(' '))
    return new Command(name)
  }
  const commands: LazyCommands = { scene: make('scene'), repo: make('repo') }
  const loadedFor = async (...words: string[]) => {
    loaded.length = 0
    const program = new Command('weft')
    await addCommands(program, commands, words)
    expect(program.commands.map(each => each.name())).toEqual(loaded.map(each => each.split(' ')[0]))
    return [...loaded]
  }
  expect(await loadedFor('scene', 'merge', 'a')).toEqual(['scene merge a'])
  expect(await loadedFor('help', 'scene')).toEqual(['scene scene', 'repo scene'])
  expect(await loadedFor('constructor')).toEqual(['scene', 'repo'])
  expect(await loadedFor()).toEqual(['scene', 'repo'])
})
