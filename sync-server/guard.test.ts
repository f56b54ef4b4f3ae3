import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  type Judge,
  judge,
  type KnownClient,
  stripKnown,
  summarise,
  type UpdateSummary,
  type Verdict,
} from './guard.ts'

/** A room that remembers what was taken. */
function createRoom(options: { current?: readonly string[]; announced?: readonly number[] } = {}) {
  const known = new Map<number, KnownClient>()
  const room: Judge = {
    known: client => known.get(client),
    isCurrent: id => options.current?.includes(id) ?? true,
    isAnnounced: client => options.announced?.includes(client) ?? false,
  }
  return {
    known,
    send(principal: string, update: Uint8Array): string {
      const verdict: Verdict = judge(summaryOf(update), principal, room)
      if (verdict.kind === 'refuse') return verdict.code
      for (const [client, next] of verdict.advances) known.set(client, next)
      return verdict.overlaps ? 'overlaps' : 'take'
    },
  }
}

function summaryOf(update: Uint8Array): UpdateSummary {
  const summary = summarise(update)
  if (summary === null) throw new Error('not an update')
  return summary
}

function createAuthor(clientId: number, from?: Y.Doc) {
  const doc = new Y.Doc()
  doc.clientID = clientId
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  return {
    doc,
    set(key: string, value: unknown): Uint8Array {
      const before = Y.encodeStateVector(doc)
      doc.getMap('m').set(key, value)
      return Y.encodeStateAsUpdate(doc, before)
    },
  }
}

test('REL10 updates in order are taken, known ones overlap, and a hole is a gap', () => {
  const room = createRoom()
  const ada = createAuthor(1)
  const [first, second, third] = [ada.set('a', 1), ada.set('b', 1), ada.set('c', 1)]
  expect(room.send('P', second)).toBe('gap')
  expect(room.send('P', first)).toBe('take')
  expect(room.send('P', first)).toBe('overlaps')
  expect(room.send('P', third)).toBe('gap')
  expect(room.send('P', Y.mergeUpdates([first, third]))).toBe('gap')
  expect(room.send('P', Y.encodeStateAsUpdate(ada.doc))).toBe('overlaps')
  expect(room.known.get(1)).toEqual({ clock: 3, principal: 'P', carried: false })
})

test('REL11 what builds on or deletes unknown work is a gap', () => {
  const room = createRoom()
  const ada = createAuthor(1)
  ada.set('k', 1)
  const ben = createAuthor(2, ada.doc)
  const overwrite = ben.set('k', 2)
  expect(room.send('Q', overwrite)).toBe('gap')
  const before = Y.encodeStateVector(ben.doc)
  ben.doc.getMap('m').delete('k')
  expect(room.send('Q', Y.encodeStateAsUpdate(ben.doc, before))).toBe('gap')
  expect(room.send('P', Y.encodeStateAsUpdate(ada.doc))).toBe('take')
  expect(room.send('Q', overwrite)).toBe('take')
})

test('REL13 only its first principal continues a client id; others may repeat what is known', () => {
  const room = createRoom()
  const ada = createAuthor(1)
  const first = ada.set('a', 1)
  expect(room.send('P', first)).toBe('take')
  expect(room.send('Q', first)).toBe('overlaps')
  const second = ada.set('b', 1)
  expect(room.send('Q', second)).toBe('forged-clock')
  expect(room.send('P', second)).toBe('take')
})

test('REL14 who brings several unknown authors at once carries them: each may still come for its own', () => {
  const room = createRoom()
  const ada = createAuthor(1)
  ada.set('a', 1)
  const ben = createAuthor(2, ada.doc)
  ben.set('b', 1)
  expect(room.send('Q', Y.encodeStateAsUpdate(ben.doc))).toBe('take')
  expect(room.known.get(1)).toEqual({ clock: 1, principal: 'Q', carried: true })
  const adas = ada.set('a', 2)
  expect(room.send('P', adas)).toBe('take')
  expect(room.known.get(1)).toEqual({ clock: 2, principal: 'P', carried: false })
  expect(room.send('Q', ada.set('a', 3))).toBe('forged-clock')
  // Ben's own first edit makes his id his own.
  expect(room.send('Q', ben.set('b', 2))).toBe('take')
  expect(room.send('P', ben.set('b', 3))).toBe('forged-clock')
})

test('REL14 an id the sender announced in awareness is its own, also among others’', () => {
  const room = createRoom({ announced: [2] })
  const ada = createAuthor(1)
  ada.set('a', 1)
  const ben = createAuthor(2, ada.doc)
  ben.set('b', 1)
  expect(room.send('Q', Y.encodeStateAsUpdate(ben.doc))).toBe('take')
  expect([room.known.get(1)?.carried, room.known.get(2)?.carried]).toEqual([true, false])
})

test('REL15 an id whose principal has no valid token any more may be continued by another', () => {
  const room = createRoom({ current: ['new'] })
  const ada = createAuthor(1)
  expect(room.send('old', ada.set('a', 1))).toBe('take')
  expect(room.send('new', ada.set('a', 2))).toBe('take')
  expect(room.known.get(1)?.principal).toBe('new')
})

test('stripping leaves the news and the deletes', () => {
  const ada = createAuthor(1)
  const first = ada.set('a', 1)
  const peer = new Y.Doc()
  Y.applyUpdate(peer, first)
  ada.set('a', 2)
  const stripped = stripKnown(Y.encodeStateAsUpdate(ada.doc), new Map([[1, 1]]))
  expect(summaryOf(stripped)).toMatchObject({ structs: [{ client: 1, start: 1, end: 2 }], deletes: [[1, 1]] })
  Y.applyUpdate(peer, stripped)
  expect(peer.getMap('m').toJSON()).toEqual({ a: 2 })
})

test('random bytes and broken updates are summarised or refused, and never throw', () => {
  const update = createAuthor(1).set('key', { deep: ['value'] })
  for (let length = 0; length < update.length; length++) summarise(update.subarray(0, length))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), bytes => void summarise(bytes)))
  fc.assert(
    fc.property(fc.nat(update.length - 1), fc.nat(255), (at, value) => {
      const broken = Uint8Array.from(update)
      broken[at] = value
      const summary = summarise(broken)
      if (summary) judge(summary, 'P', { known: () => undefined, isCurrent: () => true, isAnnounced: () => false })
    }),
  )
})

test('whatever several authors do, what is taken leaves no peer with pending work', () => {
  const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.boolean()), { maxLength: 60 })
  fc.assert(
    fc.property(steps, script => {
      const room = createRoom()
      const replicas = [createAuthor(1), createAuthor(2), createAuthor(3)]
      const taken = new Y.Doc()
      for (const [who, key, drop] of script) {
        const replica = replicas[who]
        if (!replica) continue
        const update = replica.set(`k${key}`, key)
        // Some are lost on the way; later ones of that author are gaps, until the whole is sent again.
        if (drop) continue
        if (room.send(`P${who}`, update) === 'take') Y.applyUpdate(taken, update)
        for (const other of replicas) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(taken))
        expect(taken.store.pendingStructs).toBeNull()
        expect(taken.store.pendingDs).toBeNull()
      }
    }),
  )
})
