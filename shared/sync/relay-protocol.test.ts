import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeAck,
  encodeDocumentFrame,
  encodeHello,
  encodeLeave,
  encodeNack,
  encodePush,
  encodeWelcome,
  isRelayId,
  NACK_CODES,
} from './relay-protocol.ts'

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/)
const bytes = fc.uint8Array({ maxLength: 300 })
const requestId = fc.nat()

test('client frames come back as they were sent', () => {
  fc.assert(
    fc.property(id, requestId, bytes, fc.string({ maxLength: 100 }), (document, request, content, text) => {
      expect(decodeClientFrame(encodeHello(text, text))).toEqual({ kind: 'hello', token: text, label: text })
      expect(decodeClientFrame(encodeDocumentFrame(document, content))).toEqual({
        kind: 'frame',
        document,
        bytes: content,
      })
      expect(decodeClientFrame(encodePush(document, request, content))).toEqual({
        kind: 'push',
        document,
        requestId: request,
        bytes: content,
      })
      expect(decodeClientFrame(encodeLeave(document))).toEqual({ kind: 'leave', document })
    }),
  )
})

test('relay frames come back as they were sent', () => {
  fc.assert(
    fc.property(id, requestId, fc.constantFrom(...NACK_CODES), fc.string(), (document, request, code, message) => {
      const welcome = { rights: 'write', maxUpdateBytes: 5, relay: message } as const
      expect(decodeRelayFrame(encodeWelcome(welcome))).toEqual({ kind: 'welcome', welcome })
      expect(decodeRelayFrame(encodeAck(document, request))).toEqual({ kind: 'ack', document, requestId: request })
      expect(decodeRelayFrame(encodeNack(document, request, code, message))).toEqual({
        kind: 'nack',
        document,
        requestId: request,
        code,
        message,
      })
    }),
  )
})

test('random bytes and cut frames give a frame or a fault, and never throw', () => {
  const push = encodePush('doc', 7, new Uint8Array(50))
  for (let length = 0; length < push.length; length++) {
    expect(decodeClientFrame(push.subarray(0, length)).kind).toBe('fault')
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), content => {
      expect(typeof decodeClientFrame(content).kind).toBe('string')
      expect(typeof decodeRelayFrame(content).kind).toBe('string')
    }),
  )
})

test('ids that could leave their folder or their room, long tokens and unknown codes are faults', () => {
  for (const bad of ['', '.', '..', 'a/b', 'a b', 'ä', 'x'.repeat(129), 'a\0']) {
    expect(isRelayId(bad), bad).toBe(false)
    expect(decodeClientFrame(encodeLeave(bad)).kind, bad).toBe('fault')
  }
  expect(isRelayId('tree')).toBe(true)
  expect(isRelayId('a.b-C_9')).toBe(true)
  expect(decodeClientFrame(encodeHello('t'.repeat(513), '')).kind).toBe('fault')
  expect(decodeRelayFrame(encodeNack('doc', 1, 'made-up' as 'gap', '')).kind).toBe('fault')
})
