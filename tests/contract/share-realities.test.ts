/** Realities with others: two hosts, real folders, a real relay. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Host } from '../../host/host.ts'
import {
  call,
  createGround,
  edit,
  equal,
  harbor,
  nodes,
  patience,
  position,
  settled,
  twoHosts,
} from './share-ground.ts'

function realities(host: Host) {
  return host.api.workspace().realities.graph().realities
}

function add(name: string) {
  return { kind: 'add', parent: '.', name, type: 'Node2D' } as const
}

function moveDock(x: number) {
  return { kind: 'set', node: 'Dock', property: 'position', value: `Vector2(${x}, 0)` } as const
}

test('RTY9: a fork reaches the others with what stood in it, is worked in together, and merged for everybody', {
  timeout: 120_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await twoHosts(ground)
  await edit(ines, add('Boat'))
  await expect.poll(() => nodes(tomas), patience).toContain('Boat')
  // Who did it is known on the other side too.
  await expect
    .poll(() => tomas.api.workspace().history.timeline(harbor, { limit: 1, slices: 1 }).entries, patience)
    .toMatchObject([{ author: { name: 'ines' }, origin: 'relay', lines: [{ node: 'Boat', kind: 'added' }] }])
  const night = await ines.api.workspace().realities.create({ name: 'Night' })
  await edit(ines, moveDock(5))
  await expect.poll(() => realities(tomas).map(one => one.name), patience).toEqual(['main', 'Night'])
  expect(realities(tomas)[1]).toMatchObject({ id: night.id, parent: 'main', author: { name: 'ines' } })

  // Tomas goes there first: what was in it at the fork is there, and what came to main since is not.
  await settled(tomas)
  await tomas.api.switchReality(night.id)
  await settled(tomas)
  expect(await nodes(tomas)).toContain('Boat')
  expect(await position(tomas)).toBe('Vector2(10, 20)')
  await edit(tomas, add('Moon'))
  expect(await nodes(ines)).not.toContain('Moon')

  await settled(ines)
  await ines.api.switchReality(night.id)
  await expect.poll(() => nodes(ines), patience).toContain('Moon')
  await edit(ines, add('Star'))
  await expect.poll(() => nodes(tomas), patience).toContain('Star')
  await call(ines, 'POST', '/scenes', { path: 'res://levels/sky.tscn', rootType: 'Node2D', rootName: 'Sky' })
  await equal(second, first)
  expect(await readFile(join(second, 'levels/harbor.tscn'), 'utf8')).toContain('"Star"')

  // Merged by Tomas while the folder is Night's; Ines sees it in main.
  await settled(tomas)
  await settled(ines)
  await tomas.api.workspace().realities.merge(night.id, 'auto')
  await ines.api.switchReality('main')
  await expect.poll(() => nodes(ines), patience).toEqual(expect.arrayContaining(['Dock', 'Boat', 'Moon', 'Star']))
  expect(await position(ines)).toBe('Vector2(5, 0)')
  await tomas.api.switchReality('main')
  await settled(tomas)
  await settled(ines)
  await equal(second, first)
  expect(await readFile(join(first, 'levels/sky.tscn'), 'utf8')).toContain('"Sky"')
})

test('a name given to a reality is everybody’s', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, tomas } = await twoHosts(ground)
  const { id } = await ines.api.workspace().realities.create({ name: 'Night' })
  await expect.poll(() => realities(tomas).length, patience).toBe(2)
  tomas.api.workspace().realities.rename(id, 'Dusk')
  await expect.poll(() => realities(ines)[1]?.name, patience).toBe('Dusk')
})
