/** What is listed for review, and what each choice does, on a real host over a real folder. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReviewItem, SettledItem } from '../../shared/contract/data.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { call, connectionOf, createGround, edit, nodes, patience, position, settled, twoHosts } from './share-ground.ts'

type TestHost = Parameters<typeof edit>[0]

async function review(host: TestHost): Promise<ReviewItem[]> {
  return (await call(host, 'GET', '/review')).body as ReviewItem[]
}

async function choose(host: TestHost, { id }: ReviewItem, choice: string): Promise<void> {
  expect(await call(host, 'POST', '/review/choose', { id, choice })).toMatchObject({ status: 200 })
}

async function listed(host: TestHost, kind: ReviewItem['kind']): Promise<ReviewItem> {
  await expect.poll(async () => (await review(host)).map(item => item.kind), patience).toContain(kind)
  const found = (await review(host)).find(item => item.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

/** As after a restart: all that is in memory of the workspace goes. */
async function openAgain(host: TestHost, folder: string, other: string): Promise<SettledItem[]> {
  await host.api.openFolder(other)
  await host.api.openFolder(folder)
  return (await call(host, 'GET', '/review/settled')).body as SettledItem[]
}

test('a stale save: what it would have undone is listed; keeping and taking the file’s side both settle it', {
  timeout: 60_000,
}, async () => {
  for (const choice of ['keep', 'file']) {
    await using ground = await createGround()
    const host = await ground.host('ines')
    const folder = await ground.project('first')
    await host.api.openFolder(folder)
    const file = join(folder, 'levels', 'harbor.tscn')
    const stale = await readFile(file, 'utf8')
    await edit(host, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(77, 77)' })
    await expect.poll(() => readFile(file, 'utf8'), patience).toContain('Vector2(77, 77)')

    await writeFile(file, stale.replace('name="Dock" type="Node2D"', 'name="Dock" type="Sprite2D"'))
    const item = await listed(host, 'stale')
    expect(await position(host)).toBe('Vector2(77, 77)')
    await choose(host, item, choice)
    await expect.poll(() => position(host), patience).toBe(choice === 'file' ? 'Vector2(10, 20)' : 'Vector2(77, 77)')
    expect(await review(host)).toEqual([])
    await expect.poll(() => readFile(file, 'utf8'), patience).toContain('type="Sprite2D"')

    // STO15
    const [done] = await openAgain(host, folder, await ground.project('other'))
    expect(done).toMatchObject({ choice, item: { id: item.id } })
    expect((await call(host, 'POST', '/review/undo', { ids: [done?.id] })).body).toMatchObject({ left: 0 })
    await listed(host, 'stale')
    expect(await position(host)).toBe('Vector2(77, 77)')
  }
})

test('TXT11 a stale save of a text: what it lacked stays and is listed; it can be taken after all, and that taken back', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const host = await ground.host('ines')
  const folder = await ground.project('first')
  await host.api.openFolder(folder)
  const file = join(folder, 'scripts', 'boat.gd')
  const born = await readFile(file, 'utf8')
  const content = () => readFile(file, 'utf8')
  await write(host, '# of Ines\n', 0)
  await expect.poll(content, patience).toBe(`# of Ines\n${born}`)
  await writeFile(file, `${born}# of an old editor\n`)
  const item = await listed(host, 'stale')
  expect(item).toMatchObject({
    file: 'res://scripts/boat.gd',
    node: 'boat.gd',
    choices: [
      { id: 'keep', detail: '# of Ines', inUse: true },
      { id: 'file', detail: 'Not there' },
    ],
  })
  await expect.poll(content, patience).toBe(`# of Ines\n${born}# of an old editor\n`)
  // Saved again from its old copy: still one thing to say.
  await writeFile(file, `${born}# of an old editor, again\n`)
  await expect.poll(content, patience).toBe(`# of Ines\n${born}# of an old editor, again\n`)
  await expect.poll(async () => (await review(host)).length, patience).toBe(1)
  await write(host, 'later\n', -1)
  await choose(host, await listed(host, 'stale'), 'file')
  await expect.poll(content, patience).toBe(`${born}# of an old editor, again\nlater\n`)
  expect(await review(host)).toEqual([])
  const [done] = await openAgain(host, folder, await ground.project('other'))
  expect((await call(host, 'POST', '/review/undo', { ids: [done?.id] })).body).toMatchObject({ left: 0 })
  await expect.poll(content, patience).toBe(`# of Ines\n${born}# of an old editor, again\nlater\n`)
  await choose(host, await listed(host, 'stale'), 'keep')
  expect(await review(host)).toEqual([])
  await host.api.workspace().whenSettled()
  expect(await content()).toBe(`# of Ines\n${born}# of an old editor, again\nlater\n`)
})

/** As a window types. `at` -1: at the end. */
async function write(host: TestHost, words: string, at: number): Promise<void> {
  const workspace = host.api.workspace()
  using document = await workspace.documents.open(workspace.textAt('res://scripts/boat.gd')?.document ?? '')
  const { text } = openTextDocument(document.doc)
  document.doc.transact(() => text.insert(at < 0 ? text.length : at, words), { kind: 'window', connection: 1 })
  await document.whenStored()
}

test('work under a deleted node, a name that two gave, a value that two set: listed on both sides, settled by one', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas } = await twoHosts(ground)
  await edit(ines, { kind: 'add', parent: '.', name: 'Shed', type: 'Node2D' })
  await expect.poll(() => nodes(tomas), patience).toContain('Shed')
  await settled(ines)

  await tomas.api.sharing.disconnect()
  await edit(ines, { kind: 'delete', node: 'Shed' })
  await edit(ines, { kind: 'add', parent: '.', name: 'Crab', type: 'Sprite2D' })
  await edit(ines, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(1, 1)' })
  await edit(tomas, { kind: 'add', parent: 'Shed', name: 'Lamp', type: 'Node2D' })
  await edit(tomas, { kind: 'add', parent: '.', name: 'Crab', type: 'Sprite2D' })
  await edit(tomas, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(2, 2)' })
  await tomas.api.sharing.reconnect()

  const recovered = await listed(ines, 'recovered')
  const renamed = await listed(tomas, 'renamed')
  const value = await listed(tomas, 'value')
  expect(recovered.choices.map(choice => choice.label)).toEqual(['Keep deleted', 'Restore Lamp', 'Restore all'])
  const second = value.choices.find(choice => !choice.inUse)
  if (second === undefined) throw new Error('nothing to choose')
  await choose(ines, recovered, 'restore-all')
  await choose(tomas, renamed, renamed.choices[0]?.id ?? '')
  await choose(tomas, value, second.id)

  await expect.poll(() => nodes(tomas), patience).toEqual(expect.arrayContaining(['Crab', 'Crab2']))
  await expect.poll(() => nodes(tomas), patience).toContain('Shed/Lamp')
  await expect.poll(() => position(ines), patience).toBe(second.detail)
  await expect.poll(() => review(ines), patience).toEqual([])
  await expect.poll(() => review(tomas), patience).toEqual([])
  expect((await nodes(ines)).sort()).toEqual((await nodes(tomas)).sort())
})

test('what was accepted in one go is listed as settled, and taken back in one go, or one by one', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas, first } = await twoHosts(ground)
  await settled(ines)
  await tomas.api.sharing.disconnect()
  await edit(ines, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(1, 1)' })
  await edit(ines, { kind: 'set', node: 'Dock', property: 'rotation', value: '1.0' })
  await edit(tomas, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(2, 2)' })
  await edit(tomas, { kind: 'set', node: 'Dock', property: 'rotation', value: '2.0' })
  await tomas.api.sharing.reconnect()
  await expect.poll(async () => (await review(ines)).length, patience).toBe(2)
  await expect.poll(async () => (await review(tomas)).length, patience).toBe(2)

  const open = await review(ines)
  expect(open[0]?.choices.map(({ label, inUse }) => [label, inUse])).toEqual([
    ['Base', false],
    [expect.any(String), true],
    [expect.any(String), false],
  ])
  const accepted = await call(ines, 'POST', '/review/accept', { ids: open.map(({ id }) => id) })
  const done = accepted.body as SettledItem[]
  expect(done.map(({ item }) => item.id)).toEqual(open.map(({ id }) => id))
  expect(await review(ines)).toEqual([])
  await expect.poll(() => review(tomas), patience).toEqual([])
  // STO15
  expect(await openAgain(ines, first, await ground.project('other'))).toEqual(done)
  await expect.poll(() => connectionOf(ines), patience).toBe('online')

  const undo = async (ids: string[]) => (await call(ines, 'POST', '/review/undo', { ids })).body
  expect(await undo([done[0]?.id ?? ''])).toMatchObject({ left: 0, items: [{ id: open[0]?.id }] })
  await expect.poll(async () => (await review(tomas)).map(({ id }) => id), patience).toEqual([open[0]?.id])
  await edit(ines, { kind: 'set', node: 'Dock', property: 'rotation', value: '3.0' })
  expect(await undo([done[1]?.id ?? ''])).toMatchObject({ left: 1, items: [{ id: open[0]?.id }] })
  const [item] = await review(ines)
  if (item === undefined) throw new Error('nothing is listed')
  await choose(ines, item, '=base')
  await expect.poll(() => position(tomas), patience).toBe('Vector2(10, 20)')
})
