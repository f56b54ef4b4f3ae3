import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatLink, parseLink } from './link.ts'

const token = 'abcDEF123_-abcDEF123'

test('a formatted link parses to what it was made of', () => {
  const link = { relay: 'wss://relay.example:4430', workspace: 'my-game', token }
  expect(formatLink(link)).toBe(`weft://join?relay=wss%3A%2F%2Frelay.example%3A4430&workspace=my-game#${token}`)
  expect(parseLink(formatLink(link))).toEqual({ ok: true, link })
  const bare = { relay: 'ws://[::1]:1234', token }
  expect(parseLink(formatLink(bare))).toEqual({ ok: true, link: bare })
})

test('a relay address is understood in the forms people paste', () => {
  const cases: [string, object][] = [
    [`ws://127.0.0.1:1234#${token}`, { relay: 'ws://127.0.0.1:1234', token }],
    [`ws://127.0.0.1:1234/#${token}`, { relay: 'ws://127.0.0.1:1234', token }],
    [`  wss://Relay.Example/game?token=${token}\n`, { relay: 'wss://relay.example', workspace: 'game', token }],
    [`https://relay.example:8443/game/#${token}`, { relay: 'wss://relay.example:8443', workspace: 'game', token }],
    [`http://localhost:80?token=${token}`, { relay: 'ws://localhost:80', token }],
  ]
  for (const [text, link] of cases) expect(parseLink(text), text).toEqual({ ok: true, link })
})

test('what is not a link is refused with a reason that does not repeat the token', () => {
  const hostile = [
    '',
    'weft://join',
    `weft://join?relay=ws%3A%2F%2Fh#`,
    `weft://join?relay=javascript%3Aalert(1)#${token}`,
    `weft://join?relay=ws%3A%2F%2Fh&workspace=..#${token}`,
    `weft://join?relay=ws%3A%2F%2Fh&workspace=a%2Fb#${token}`,
    `weft://join?relay=ws%3A%2F%2Fh&relay=ws%3A%2F%2Fi#${token}`,
    `weft://join?relay=%E0%A4%A#${token}`,
    `weft://other?relay=ws%3A%2F%2Fh#${token}`,
    `ws://user:pass@host#${token}`,
    `ws://host:99999#${token}`,
    `ws://host:0#${token}`,
    `file:///etc/passwd#${token}`,
    `ws://host/a/b#${token}`,
    `ws://host/${'x'.repeat(3000)}#${token}`,
    'ws://host#short',
    'ws://host',
  ]
  for (const text of hostile) {
    const result = parseLink(text)
    expect(result.ok, text).toBe(false)
    expect(JSON.stringify(result)).not.toContain(token)
  }
  fc.assert(fc.property(fc.string({ maxLength: 200 }), text => typeof parseLink(text).ok === 'boolean'))
  fc.assert(fc.property(fc.string(), text => !parseLink(`weft://join?${text}`).ok))
})
