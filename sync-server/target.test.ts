import { expect, test } from 'vitest'
import { readTarget } from './target.ts'

const read = (url: string, protocol?: string) =>
  readTarget({ url, headers: protocol === undefined ? {} : { 'sec-websocket-protocol': protocol } }, 200)

test('rooms and multiplexed workspaces are told apart', () => {
  expect(read('/game/scene?token=T')).toEqual({ workspace: 'game', document: 'scene', token: 'T' })
  expect(read('/game/scene')).toEqual({ workspace: 'game', document: 'scene', token: '' })
  expect(read('/game', 'weft.1')).toEqual({ workspace: 'game', document: null })
  expect(read('/game/', 'other, weft.1')).toEqual({ workspace: 'game', document: null })
})

test('everything else is nowhere', () => {
  for (const url of [
    '/',
    '/game',
    '/a/b/c',
    '/../x',
    '/a%2fb/c',
    '/a/%00',
    '//host/x',
    `/a/${'b'.repeat(300)}`,
    '/a b/c',
  ]) {
    expect(read(url), url).toBeNull()
  }
})
