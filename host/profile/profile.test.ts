import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../files/temporary-folder.ts'
import { openProfile, profileFolder } from './profile.ts'

test('keeps who one is, what was opened, tokens and running hosts, for nobody else to read', async () => {
  using folder = temporaryFolder()
  const profile = await openProfile(join(folder.path, 'weft'))
  expect(await profile.identity()).toBeNull()
  await profile.setIdentity({ name: 'Ann', color: 3 })
  await profile.addRecent({ folder: '/a', name: 'a', openedAt: 1 })
  await profile.addRecent({ folder: '/b', name: 'b', openedAt: 2 })
  await profile.addRecent({ folder: '/a', name: 'a', openedAt: 3 })
  await profile.setToken('relay:w', 'secret')
  await profile.setToken('relay:x', 'other')
  await profile.setToken('relay:x', undefined)
  const host = { url: 'http://127.0.0.1:1/', secret: 's', pid: 7 }
  await profile.setRunningHost('/a', host)
  const again = await openProfile(join(folder.path, 'weft'))
  expect(await again.identity()).toEqual({ name: 'Ann', color: 3 })
  expect((await again.recent()).map(one => one.folder)).toEqual(['/a', '/b'])
  expect(await again.token('relay:w')).toBe('secret')
  expect(await again.token('relay:x')).toBeUndefined()
  expect(await again.runningHost('/a')).toEqual(host)
  await again.removeRunningHost('/a', 8)
  expect(await again.runningHost('/a')).toEqual(host)
  await again.removeRunningHost('/a', 7)
  expect(await again.runningHost('/a')).toBeUndefined()
  expect(statSync(join(folder.path, 'weft')).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder.path, 'weft', 'tokens.json')).mode & 0o777).toBe(0o600)
})

test('a note that cannot be read is no note', async () => {
  using folder = temporaryFolder()
  writeFileSync(join(folder.path, 'identity.json'), '{"name": 1')
  expect(await (await openProfile(folder.path)).identity()).toBeNull()
})

test('lies where the platform keeps such things, or where one says', () => {
  expect(profileFolder({ WEFT_HOME: '/x' }, 'linux')).toBe('/x')
  expect(profileFolder({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe('/c/weft')
  expect(profileFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Weft$/)
  expect(profileFolder({ APPDATA: '/r' }, 'win32')).toBe('/r/Weft')
})
