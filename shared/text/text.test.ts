import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { takeInText } from './take-in-text.ts'
import { snapshotNow, type TextBase } from './text-base.ts'
import { buildTextSeed, openTextDocument } from './text-document.ts'
import { applyEdits, moveEdits, textEdits } from './text-edits.ts'
import { joinText, readText, splitText } from './text-file.ts'
import { isTextName } from './text-name.ts'

const outside = { kind: 'intake' }
const LIMIT = 1024 * 1024

function born(raw: string, client: number) {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, buildTextSeed(raw).update, 'seed')
  const document = openTextDocument(doc)
  return { document, doc, base: (): TextBase => ({ raw: document.raw(), snapshot: snapshotNow(doc) }) }
}

function meet(...docs: Y.Doc[]): void {
  for (const to of docs) for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from), 'remote')
}

test('TXT1 kinds of files follow from their names', () => {
  const texts = ['a.gd', 'x/Notes.MD', 'project.godot', '.gitignore', 'LICENSE', 'a.b.json']
  const others = ['a.png', 'a.tscn', 'icon.png.import', 'a.gd.uid', 'data', 'a.']
  expect([...texts, ...others].filter(isTextName)).toEqual(texts)
})

test('TXT2 a file keeps its mark and its line endings; one that is no text in UTF-8 is refused', () => {
  for (const raw of ['', 'a', 'a\nb\n', 'a\r\nb\r\n', '\uFEFFa\r\n', 'a\r\nb\n', 'a\rb', '\uFEFF']) {
    expect(joinText(splitText(raw))).toBe(raw)
    const read = readText(new TextEncoder().encode(raw), LIMIT)
    expect(read).toEqual({ ok: true, raw })
    expect(born(raw, 1).document.raw()).toBe(raw)
  }
  expect(readText(new TextEncoder().encode('a\u0000b'), LIMIT)).toMatchObject({
    ok: false,
    fault: { code: 'encoding' },
  })
  expect(readText(Uint8Array.from([0xff, 0xfe, 0x61, 0]), LIMIT)).toMatchObject({ ok: false })
  expect(readText(new TextEncoder().encode('aaaa'), 3)).toMatchObject({ ok: false, fault: { code: 'too-large' } })
})

test('the same text has the same seed, another text another', () => {
  expect(buildTextSeed('a\n')).toEqual(buildTextSeed('a\n'))
  expect(buildTextSeed('a\n').hash).not.toBe(buildTextSeed('a\r\n').hash)
})

test('TXT4 edits are as small as what changed, by lines, words and characters', () => {
  const from = 'func _ready():\n\tvar speed = 10\n\tprint(speed)\n'
  const to = 'func _ready():\n\tvar speed = 12\n\tprint(speed)\n\tqueue_free()\n'
  expect(textEdits(from, to)).toEqual([
    { at: 29, remove: 1, insert: '2' },
    { at: 45, remove: 0, insert: '\tqueue_free()\n' },
  ])
  expect(textEdits('😀', '😁')).toEqual([{ at: 0, remove: 2, insert: '😁' }])
  expect(textEdits('same', 'same')).toEqual([])
  for (const [a, b] of [
    ['', 'x'],
    ['x', ''],
    ['a\nb\nc', 'c\nb\na'],
    ['x😀y\n', 'x😁y\nz'],
  ] as const) {
    expect(applyEdits(a, textEdits(a, b))).toBe(b)
  }
})

test('TXT3 a change of the file and an edit here are both there; a stale copy undoes nothing', () => {
  const { document, base } = born('one\ntwo\nthree\n', 1)
  const seed = base()
  document.text.insert(4, 'and ')
  const written = base()
  takeInText(document, 'one\ntwo\nTHREE\n', [written, seed], outside)
  expect(document.raw()).toBe('one\nand two\nTHREE\n')
  const { edits } = takeInText(document, 'one\ntwo\nthree\n', [base(), written, seed], outside)
  expect(edits).toEqual([])
  expect(document.raw()).toBe('one\nand two\nTHREE\n')
})

test('TXT3 what is taken in is the base of the next change, with what its writer had not seen left out', () => {
  const { document, base } = born('a\nb\n', 1)
  const seed = base()
  document.text.insert(0, 'mine\n')
  const first = takeInText(document, 'a\nb\nc\n', [seed], outside)
  expect(document.raw()).toBe('mine\na\nb\nc\n')
  takeInText(document, 'a\nb\nc\nd\n', [first.base], outside)
  expect(document.raw()).toBe('mine\na\nb\nc\nd\n')
})

test('TXT5 two hosts that take in one pull make one edit', () => {
  const [a, b] = [born('a\nb\nc\n', 1), born('a\nb\nc\n', 2)]
  const pulled = 'a\nx\nb\nc changed\ny\n'
  const bases = [a.base(), b.base()]
  b.document.text.insert(0, 'of b\n')
  takeInText(a.document, pulled, bases.slice(0, 1), outside)
  takeInText(b.document, pulled, bases.slice(1), outside)
  meet(a.doc, b.doc)
  expect(a.document.raw()).toBe(`of b\n${pulled}`)
  expect(b.document.raw()).toBe(a.document.raw())
})

test('TXT2 other line endings are one change of the file, not of every line', () => {
  const { document, base } = born('a\r\nb\r\n', 1)
  const seed = base()
  expect(takeInText(document, 'a\nb\nc\n', [seed], outside).edits).toEqual([{ at: 4, remove: 0, insert: 'c\n' }])
  expect(document.raw()).toBe('a\nb\nc\n')
  const mixed = born('a\r\nb\r\n', 2)
  takeInText(mixed.document, 'a\r\nx\nb\r\n', [mixed.base()], outside)
  expect(mixed.document.raw()).toBe('a\r\nx\r\nb\r\n')
})

test('TXT3 edits are moved to where their places are in a text that others edited', () => {
  const from = 'one\ntwo\nthree\nfour\n'
  const mine = textEdits(from, 'one\nfour\nfive\n')
  expect(
    applyEdits('zero\none\ntwo\nTHREE\nfour\n', moveEdits(mine, textEdits(from, 'zero\none\ntwo\nTHREE\nfour\n'))),
  ).toBe('zero\none\nTHREEfour\nfive\n')
  expect(applyEdits('', moveEdits(mine, textEdits(from, '')))).toBe('five\n')
})

test('TXT3 RTY3 a program that saves a copy of another reality brings its own change, and nothing else', () => {
  const [here, there] = [born('one\ntwo\n', 1), born('one\ntwo\n', 2)]
  there.document.text.insert(0, 'only there\n')
  here.document.text.insert(4, 'here\n')
  const standing = there.base()
  const first = takeInText(here.document, 'only there\none\ntwo\nmine\n', [standing, here.base()], outside)
  expect(here.document.raw()).toBe('one\nhere\ntwo\nmine\n')
  takeInText(here.document, 'only there\none\ntwo\nmine\nagain\n', [first.base], outside)
  expect(here.document.raw()).toBe('one\nhere\ntwo\nmine\nagain\n')
})

test('TXT8 a text of a newer format, and what is no text, is not opened', () => {
  const doc = new Y.Doc()
  expect(() => openTextDocument(doc)).toThrow('has not arrived')
  doc.getMap('seed').set('kind', 'text')
  doc.getMap('seed').set('format', 2)
  expect(() => openTextDocument(doc)).toThrow('newer version')
})

test('positions that Yjs remembers are forgotten where a change was taken in', () => {
  const { document, base } = born('0123456789\n'.repeat(50), 1)
  const before = base()
  for (let i = 0; i < 30; i += 1) document.text.insert(500, 'x')
  const text = document.text.toJSON()
  takeInText(document, `new\n${before.raw}`, [before], outside)
  document.text.insert(500, '!')
  expect(document.raw()).toBe(`${`new\n${text}`.slice(0, 500)}!${`new\n${text}`.slice(500)}`)
})
