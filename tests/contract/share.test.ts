/** Two hosts, real folders, a real relay: joining, editing together, cuts, and a relay that is killed. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseLink } from '../../shared/sync/link.ts'
import {
  allBytes,
  call,
  connectionOf,
  contents,
  createGround,
  edit,
  equal,
  files,
  harbor,
  nodes,
  openPresence,
  patience,
  position,
  settled,
  twoHosts,
} from './share-ground.ts'

test('an empty folder gets the whole project; edits travel both ways; a cut loses nothing', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const proxy = await ground.proxy(ground.relayPort)
  const ines = await ground.host('ines')
  const first = await ground.project('first')
  await ines.api.openFolder(first)
  await ines.api.sharing.start({ relay: `ws://127.0.0.1:${ground.relayPort}#${ground.relayToken}`, onNetwork: false })
  await expect.poll(() => connectionOf(ines), patience).toBe('online')
  const { link } = await ines.api.sharing.createLink({ rights: 'write' })

  const tomas = await ground.host('tomas')
  const second = await ground.folder('second')
  await tomas.api.sharing.join({ link: link.replace(String(ground.relayPort), String(proxy.port)), folder: second })
  await equal(second, first)
  await settled(tomas)

  await edit(tomas, { kind: 'add', parent: '.', name: 'Boat', type: 'Sprite2D' })
  await expect.poll(() => nodes(ines), patience).toContain('Boat')
  await edit(ines, { kind: 'set', node: 'Boat', property: 'position', value: 'Vector2(1, 2)' })

  proxy.cut()
  await expect.poll(() => connectionOf(tomas), patience).toBe('offline')
  await edit(tomas, { kind: 'add', parent: 'Dock', name: 'Rope', type: 'Line2D' })
  await edit(ines, { kind: 'add', parent: 'Dock', name: 'Crate', type: 'Node2D' })
  await writeFile(join(first, 'scripts', 'new.gd'), 'extends Node\n')
  expect(tomas.api.state().workspace).toMatchObject({ connection: 'offline', waiting: 1 })
  expect(tomas.api.workspace().outbox.list()).toMatchObject([{ file: harbor, kind: 'added' }])

  proxy.mend()
  await tomas.api.sharing.reconnect()
  await expect.poll(() => nodes(ines), patience).toEqual(expect.arrayContaining(['Dock/Rope', 'Dock/Crate']))
  await equal(second, first)
  await expect.poll(() => contents(second), patience).toHaveProperty('scripts/new.gd')
  await settled(ines)
  await settled(tomas)
  await equal(first, second)
})

test('a clone keeps its differences for review, and nothing of it is overwritten before', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const ines = await ground.host('ines')
  const first = await ground.project('first')
  const second = await ground.folder('second')
  await cp(first, second, { recursive: true })
  await ines.api.openFolder(first)
  await ines.api.sharing.start({ relay: `ws://127.0.0.1:${ground.relayPort}#${ground.relayToken}`, onNetwork: false })
  await expect.poll(() => connectionOf(ines), patience).toBe('online')
  await edit(ines, { kind: 'add', parent: '.', name: 'Boat', type: 'Sprite2D' })
  await settled(ines)

  const mine = files['levels/harbor.tscn'].replace('Vector2(10, 20)', 'Vector2(30, 20)')
  await writeFile(join(second, 'levels', 'harbor.tscn'), mine)
  await writeFile(join(second, 'notes.md'), 'mine\n')
  const tomas = await ground.host('tomas')
  const { link } = await ines.api.sharing.createLink({ rights: 'write' })
  await tomas.api.sharing.join({ link, folder: second })
  await expect
    .poll(
      () =>
        tomas.api
          .workspace()
          .differences.list()
          .map(({ path, kind }) => `${kind} ${path}`),
      patience,
    )
    .toEqual(expect.arrayContaining([`changed ${harbor}`, 'added res://notes.md']))
  expect(await readFile(join(second, 'levels', 'harbor.tscn'), 'utf8')).toBe(mine)

  await tomas.api.workspace().differences.accept([harbor, 'res://notes.md'])
  await expect.poll(() => position(ines), patience).toBe('Vector2(30, 20)')
  expect(await nodes(tomas)).toContain('Boat')
  await settled(tomas)
  await equal(first, second)
  expect(await contents(first)).toHaveProperty('notes.md')
})

test('a relay killed in the middle of edits comes back to nothing lost', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, tomas, first, second } = await twoHosts(ground)
  for (let i = 0; i < 20; i += 1) {
    await edit(i % 2 === 0 ? ines : tomas, { kind: 'add', parent: 'Dock', name: `Plank${i}`, type: 'Node2D' })
    if (i === 9) await ground.killRelay()
  }
  await ground.startRelay()
  await ines.api.sharing.reconnect()
  await tomas.api.sharing.reconnect()
  const planks = Array.from({ length: 20 }, (_, i) => `Dock/Plank${i}`)
  for (const host of [ines, tomas]) {
    await expect.poll(() => nodes(host), patience).toEqual(expect.arrayContaining(planks))
    await settled(host)
  }
  await equal(first, second)
})

test('two values for one property are listed on both sides, and one click settles them', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const { ines, tomas } = await twoHosts(ground)
  await tomas.api.sharing.disconnect()
  await edit(tomas, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(7, 7)' })
  await edit(ines, { kind: 'set', node: 'Dock', property: 'position', value: 'Vector2(8, 8)' })
  await settled(ines)
  await tomas.api.sharing.reconnect()
  await expect.poll(() => ines.api.review.list().length, patience).toBe(1)
  await expect.poll(() => tomas.api.review.list(), patience).toEqual(ines.api.review.list())
  const [item] = tomas.api.review.list()
  expect(item).toMatchObject({ kind: 'value', file: harbor, node: 'Dock', property: 'position' })
  const choice = item?.choices.find(({ detail }) => detail === 'Vector2(7, 7)')
  await tomas.api.review.choose(item?.id ?? '', choice?.id ?? '')
  await expect.poll(() => position(ines), patience).toBe('Vector2(7, 7)')
  await expect.poll(() => ines.api.review.list(), patience).toEqual([])
})

test('a read link shows everything and changes nothing; a revoked one is said', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, first } = await twoHosts(ground)
  const reading = await ines.api.sharing.createLink({ rights: 'read', expiresInHours: 1 })
  expect(Date.parse(reading.expiresAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000)
  const guest = await ground.host('guest')
  const third = await ground.folder('third')
  await guest.api.sharing.join({ link: reading.link, folder: third })
  await equal(third, first)
  await expect.poll(() => guest.api.state().workspace?.rights, patience).toBe('read')
  expect(guest.api.canWrite()).toBe(false)
  const refused = await call(guest, 'POST', '/scenes/edit', {
    path: harbor,
    edits: [{ kind: 'delete', node: 'Dock' }],
  })
  expect(refused).toMatchObject({ status: 403, body: { code: 'READ_ONLY' } })
  // Known from before, and not only once the relay has answered.
  await guest.api.closeWorkspace()
  await guest.api.sharing.join({ link: reading.link, folder: third })
  expect(guest.api.canWrite()).toBe(false)

  expect((await ines.api.sharing.listLinks()).map(({ id }) => id)).toContain(reading.id)
  await ines.api.sharing.revokeLink(reading.id)
  await expect.poll(() => connectionOf(guest), patience).toBe('refused')
  expect(guest.api.state().workspace?.notice).toContain('revoked')
  await expect(guest.api.sharing.join({ link: reading.link, folder: third })).rejects.toMatchObject({ code: 'RELAY' })
})

test('what was shared goes on by itself when the folder is opened again', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, tomas, second } = await twoHosts(ground)
  await tomas.api.closeWorkspace()
  await edit(ines, { kind: 'add', parent: '.', name: 'Gull', type: 'Node2D' })
  await tomas.api.openFolder(second)
  await expect.poll(() => nodes(tomas), patience).toContain('Gull')
  expect(await readFile(join(second, '.weft', '.gitignore'), 'utf8')).toContain('*')
  const secret = await allBytes(join(second, '.weft'))
  const token = parseLink(ground.lastLink)
  expect(token.ok && secret.includes(token.link.token)).toBe(false)
})

test('a relay on this computer: started by sharing, found again after a restart, gone with the last word', {
  timeout: 60_000,
}, async () => {
  await using ground = await createGround()
  const first = await ground.project('first')
  let link = ''
  {
    await using ines = await ground.host('ines', { isKept: false })
    await ines.api.openFolder(first)
    await ines.api.sharing.start({ onNetwork: false })
    await expect.poll(() => connectionOf(ines), patience).toBe('online')
    await expect.poll(() => ines.api.sharing.state(), patience).toMatchObject({ isEmbedded: true, canShare: true })
    expect(ines.api.sharing.state()).toMatchObject({ isShared: true, warning: null })
    link = (await ines.api.sharing.createLink({ rights: 'write' })).link
    expect(await ines.api.sharing.listLinks()).toMatchObject([
      { rights: 'write', createdAt: expect.stringMatching(/T/) },
    ])
  }
  const ines = await ground.host('ines')
  await ines.api.openFolder(first)
  const tomas = await ground.host('tomas')
  const second = await ground.folder('second')
  // The link of before leads to the same port.
  await tomas.api.sharing.join({ link, folder: second })
  await equal(second, first)

  await ines.api.sharing.stop()
  expect(ines.api.sharing.state()).toMatchObject({ isShared: false, relay: null, isEmbedded: false })
  expect(ines.api.state().workspace).toMatchObject({ connection: 'alone', waiting: 0 })
  await expect.poll(() => connectionOf(tomas), patience).toBe('offline')
})

test('a relay on the network is said to have no encryption', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const ines = await ground.host('ines')
  await ines.api.openFolder(await ground.project('first'))
  await ines.api.sharing.start({ onNetwork: true })
  const { relay, warning } = ines.api.sharing.state()
  // A computer without a network has only its own address to give.
  expect(warning === null).toBe(/^ws:\/\/127\./.test(relay ?? ''))
  if (warning !== null) expect(warning).toContain('no encryption')
})

test('presence goes from window to window, and with the connection', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, tomas } = await twoHosts(ground)
  using here = await openPresence(ines)
  using there = await openPresence(tomas)
  here.say({ name: 'Ines' })
  there.say({ name: 'Tomas' })
  await expect.poll(() => here.others(), patience).toEqual([{ name: 'Tomas' }])
  await expect.poll(() => there.others(), patience).toEqual([{ name: 'Ines' }])
  await tomas.api.sharing.disconnect()
  await expect.poll(() => [here.others(), there.others()], patience).toEqual([[], []])
  await tomas.api.sharing.reconnect()
  await expect.poll(() => here.others(), patience).toEqual([{ name: 'Tomas' }])
  await expect.poll(() => there.others(), patience).toEqual([{ name: 'Ines' }])
})

test('a folder that cannot be opened leaves the present one open', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const { ines, first, second } = await twoHosts(ground)
  await expect(ines.api.openFolder(join(first, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(ines.api.openFolder(second)).rejects.toMatchObject({ code: 'LOCKED' })
  expect(ines.api.state().workspace).toMatchObject({ folder: first, connection: 'online' })
  const before = ines.api.workspace()
  await ines.api.openFolder(first)
  expect(ines.api.workspace()).toBe(before)
})

test('bad links are refused in words, and nothing is opened for them', { timeout: 60_000 }, async () => {
  await using ground = await createGround()
  const guest = await ground.host('guest')
  const folder = await ground.folder('guest')
  const relay = `ws://127.0.0.1:${ground.relayPort}`
  for (const [link, code] of [
    ['nonsense', 'BAD_REQUEST'],
    [`${relay}#${ground.relayToken}`, 'BAD_REQUEST'],
    [`${relay}/workspace#wrong-token-0123456789`, 'RELAY'],
    ['ws://127.0.0.1:1/workspace#wrong-token-0123456789', 'RELAY'],
  ] as const) {
    await expect(guest.api.sharing.join({ link, folder })).rejects.toMatchObject({ code })
  }
  expect(guest.api.state().workspace).toBe(null)
  expect(await readdir(folder)).toEqual([])
})
