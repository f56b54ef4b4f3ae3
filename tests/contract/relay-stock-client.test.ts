import { expect, test } from 'vitest'
import { startRelay, stockClient, until, untilSynced, untilValue } from './relay-fixture.ts'

test('two stock y-websocket clients converge, also with what one made before', async () => {
  await using server = await startRelay()
  const { url, token } = server.relay
  using ada = stockClient(url, 'game/scene', token)
  ada.doc.getMap('m').set('before', 1)
  await untilSynced(ada)
  using ben = stockClient(url, 'game/scene', token)
  await untilValue(ben.doc, 'before', 1)
  ben.doc.getMap('m').set('ben', 2)
  ada.doc.getMap('m').set('ada', 3)
  await Promise.all([untilValue(ada.doc, 'ben', 2), untilValue(ben.doc, 'ada', 3)])
  expect(ada.doc.getMap('m').toJSON()).toEqual({ before: 1, ben: 2, ada: 3 })
  expect(ben.doc.getMap('m').toJSON()).toEqual({ before: 1, ben: 2, ada: 3 })
})

test('awareness passes both ways, reaches latecomers, and goes with its client', async () => {
  await using server = await startRelay()
  const { url, token } = server.relay
  using ada = stockClient(url, 'game/scene', token)
  ada.provider.awareness.setLocalStateField('name', 'ada')
  await untilSynced(ada)
  using ben = stockClient(url, 'game/scene', token)
  ben.provider.awareness.setLocalStateField('name', 'ben')
  const sees = (client: typeof ada, other: typeof ada, name: string | undefined): Promise<void> =>
    until(
      () => client.provider.awareness.getStates().get(other.doc.clientID)?.name === name,
      check => {
        client.provider.awareness.on('change', check)
        return () => client.provider.awareness.off('change', check)
      },
    )
  await Promise.all([sees(ben, ada, 'ada'), sees(ada, ben, 'ben')])
  ben.provider.disconnect()
  await sees(ada, ben, undefined)
})

test('a restarted relay still has everything, and clients come back by themselves', async () => {
  await using server = await startRelay()
  const { url, token } = server.relay
  using ada = stockClient(url, 'game/scene', token)
  using ben = stockClient(url, 'game/scene', token)
  ada.doc.getMap('m').set('first', 1)
  await untilValue(ben.doc, 'first', 1)
  await server.restart()
  ada.doc.getMap('m').set('second', 2)
  await untilValue(ben.doc, 'second', 2)
  using late = stockClient(url, 'game/scene', token)
  await untilValue(late.doc, 'second', 2)
  expect(late.doc.getMap('m').toJSON()).toEqual({ first: 1, second: 2 })
})

test('work made offline by both sides is there after reconnecting', async () => {
  await using server = await startRelay()
  const { url, token } = server.relay
  using ada = stockClient(url, 'game/scene', token)
  using ben = stockClient(url, 'game/scene', token)
  ada.doc.getMap('m').set('shared', 0)
  await untilValue(ben.doc, 'shared', 0)
  ada.provider.disconnect()
  ben.provider.disconnect()
  ada.doc.getMap('m').set('ada', 1)
  ben.doc.getMap('m').set('ben', 2)
  ben.doc.getMap('m').delete('shared')
  ada.provider.connect()
  ben.provider.connect()
  await Promise.all([untilValue(ada.doc, 'ben', 2), untilValue(ben.doc, 'ada', 1)])
  expect(ada.doc.getMap('m').toJSON()).toEqual({ ada: 1, ben: 2 })
  expect(ben.doc.getMap('m').toJSON()).toEqual({ ada: 1, ben: 2 })
})

test('a stock client without a valid token, or for another workspace, is told so for good', async () => {
  await using server = await startRelay()
  const closed = (token: string, room: string): Promise<number> =>
    new Promise(resolve => {
      const client = stockClient(server.relay.url, room, token)
      client.provider.on('closed', ({ code }) => {
        client[Symbol.dispose]()
        resolve(code)
      })
    })
  expect(await closed('', 'game/scene')).toBe(4401)
  expect(await closed('x'.repeat(32), 'game/scene')).toBe(4401)
})
