/** The bytes of Git's commits, trees and tags, read and printed (gitformat: they are Git's own, byte for byte). */
import { AppError } from '../../shared/contract/errors.ts'
import type { Commit, FileMode, Hash, NewCommit, Signature } from '../../shared/repo/git-object.ts'
import type { NewTag } from './engine.ts'

export const HASH = /^[0-9a-f]{40}$/
const FOLDER_MODE = '40000'
const FILE_MODES: ReadonlySet<string> = new Set(['100644', '100755', '120000', '160000'])

/** One entry of one folder, as stored. */
export interface StoredEntry {
  readonly name: string
  readonly hash: Hash
  /** `folder` for a tree. */
  readonly mode: FileMode | 'folder'
}

export function readCommitBytes(hash: Hash, bytes: Uint8Array): Commit {
  const buffer = asBuffer(bytes)
  const end = headerEnd(buffer)
  const headers = buffer.toString('latin1', 0, end).split('\n')
  const headerOf = (name: string) => headers.find(line => line.startsWith(`${name} `))?.slice(name.length + 1)
  const tree = headerOf('tree')
  const decode = decoder(headerOf('encoding'))
  const author = headerOf('author')
  const committer = headerOf('committer')
  if (tree === undefined || author === undefined || committer === undefined) throw damaged(hash, 'a commit')
  return {
    hash,
    tree,
    parents: headers.filter(line => line.startsWith('parent ')).map(line => line.slice('parent '.length)),
    author: readSignature(decode(Buffer.from(author, 'latin1'))),
    committer: readSignature(decode(Buffer.from(committer, 'latin1'))),
    message: decode(buffer.subarray(end + 2)),
  }
}

export function printCommit({ tree, parents, author, committer, message }: NewCommit): Buffer {
  const headers = [
    `tree ${tree}`,
    ...parents.map(parent => `parent ${parent}`),
    `author ${printSignature(author)}`,
    `committer ${printSignature(committer)}`,
  ]
  return Buffer.from(`${headers.join('\n')}\n\n${message}`, 'utf8')
}

export function printTag({ object, type, name, tagger, message }: NewTag): Buffer {
  const headers = [`object ${object}`, `type ${type}`, `tag ${name}`, `tagger ${printSignature(tagger)}`]
  return Buffer.from(`${headers.join('\n')}\n\n${message}`, 'utf8')
}

/** What a tag names. */
export function taggedHash(hash: Hash, bytes: Uint8Array): Hash {
  const named = /^object ([0-9a-f]{40})\n/.exec(asBuffer(bytes).toString('latin1', 0, 60))?.[1]
  if (named === undefined) throw damaged(hash, 'a tag')
  return named
}

/** Throws UNREADABLE also where a name is no UTF-8: Weft could not write it back as it was. */
export function readTreeBytes(hash: Hash, bytes: Uint8Array): StoredEntry[] {
  const buffer = asBuffer(bytes)
  const entries: StoredEntry[] = []
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(0x20, at)
    const zero = buffer.indexOf(0, space)
    if (space < 0 || zero < 0 || zero + 21 > buffer.length) throw damaged(hash, 'a folder')
    entries.push({
      name: readName(hash, buffer.subarray(space + 1, zero)),
      hash: buffer.toString('hex', zero + 1, zero + 21),
      mode: readMode(buffer.toString('latin1', at, space)),
    })
    at = zero + 21
  }
  return entries
}

export function printTree(entries: readonly StoredEntry[]): Buffer {
  const sorted = entries.map(entry => ({ entry, key: sortKey(entry) })).sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(
    sorted.map(({ entry: { name, hash, mode } }) =>
      Buffer.concat([
        Buffer.from(`${mode === 'folder' ? FOLDER_MODE : mode} ${name}\0`, 'utf8'),
        Buffer.from(hash, 'hex'),
      ]),
    ),
  )
}

export function printSignature({ name, email, seconds, offset }: Signature): string {
  const minutes = Math.abs(offset)
  const zone = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0')
  return `${inLine(name)} <${inLine(email)}> ${seconds} ${offset < 0 ? '-' : '+'}${zone}`
}

/** Old tools wrote what is no name, no address and no time: what can be read of it is. */
export function readSignature(line: string): Signature {
  const [, name = '', email = '', rest = ''] = /^([^<]*)<([^>]*)>?(.*)$/.exec(line) ?? [line, line]
  const [, seconds = '0', sign = '+', hours = '0', minutes = '0'] = /(\d+) ([+-])(\d\d)(\d\d)/.exec(rest) ?? []
  const offset = Number(hours) * 60 + Number(minutes)
  return { name: name.trim(), email, seconds: Number(seconds), offset: sign === '-' ? 0 - offset : offset }
}

export function damaged(hash: Hash, what: string, cause?: unknown): AppError {
  return new AppError(
    'UNREADABLE',
    `The repository is damaged: ${hash} cannot be read as ${what}.`,
    { hash },
    { cause },
  )
}

/** Git sorts a folder as if its name ended in a slash. */
function sortKey({ name, mode }: StoredEntry): Buffer {
  return Buffer.from(mode === 'folder' ? `${name}/` : name, 'utf8')
}

/** Early versions of Git wrote other rights than those of today; what runs is what its owner may run. */
function readMode(text: string): StoredEntry['mode'] {
  const padded = text.padStart(6, '0')
  if (padded === '040000') return 'folder'
  if (FILE_MODES.has(padded)) return padded as FileMode
  return (Number.parseInt(padded, 8) & 0o100) !== 0 ? '100755' : '100644'
}

function readName(hash: Hash, bytes: Buffer): string {
  const name = bytes.toString('utf8')
  if (Buffer.from(name, 'utf8').equals(bytes)) return name
  throw new AppError('UNREADABLE', `A name in this repository is not UTF-8: ${JSON.stringify(name)}.`, { hash })
}

function headerEnd(buffer: Buffer): number {
  const end = buffer.indexOf('\n\n')
  return end < 0 ? buffer.length : end
}

function decoder(encoding: string | undefined): (bytes: Buffer) => string {
  if (encoding === undefined) return bytes => bytes.toString('utf8')
  try {
    const known = new TextDecoder(encoding)
    return bytes => known.decode(bytes)
  } catch {
    // An encoding that nobody knows any more: most of it is ASCII.
    return bytes => bytes.toString('utf8')
  }
}

/** Names and addresses are kept in one line between `<` and `>`. */
function inLine(text: string): string {
  return text.replaceAll(/[<>\n\0]/g, '').trim()
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
