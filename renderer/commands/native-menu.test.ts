import { expect, test } from 'vitest'
import type { MenuCommand } from '../session/port-link.ts'
import { type CommandContext, command } from './command.ts'
import { offerNativeMenu } from './native-menu.ts'

test('menus hear of the commands once for each change, and a choice runs the command', () => {
  const told: (readonly MenuCommand[])[] = []
  const ran: string[] = []
  let choose = (_id: string) => {}
  let isEnabled = false
  const commands = [
    command({ id: 'scene.add', title: 'Add', keys: 'Mod+A', when: () => isEnabled, run: () => void ran.push('add') }),
    command({ id: 'scene.hidden', title: 'Hidden', isHidden: true, run: () => void ran.push('hidden') }),
  ]
  // reason: commands that ask nothing of the window need none of it.
  const context = { commands } as unknown as CommandContext
  const tell = offerNativeMenu(
    {
      connect: () => {},
      chooseFolder: async () => null,
      setCommands: list => told.push(list),
      onCommand: listener => {
        choose = listener
        return () => {}
      },
    },
    () => context,
  )
  tell()
  choose('scene.add')
  isEnabled = true
  tell()
  choose('scene.add')
  choose('nobody')
  expect(told).toEqual([
    [{ id: 'scene.add', title: 'Add', keys: 'Mod+A', isEnabled: false }],
    [{ id: 'scene.add', title: 'Add', keys: 'Mod+A', isEnabled: true }],
  ])
  expect(ran).toEqual(['add'])
})
