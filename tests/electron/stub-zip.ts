/** A zip of Electron's Linux distribution with nothing in it: enough for the packager, which only renames and copies. */
import { writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

interface Entry {
  readonly name: string
  readonly content: string
  readonly isExecutable?: boolean
}

const distribution: readonly Entry[] = [
  { name: 'electron', content: '#!/bin/sh\nexit 1\n', isExecutable: true },
  { name: 'LICENSE', content: 'stub' },
  { name: 'LICENSES.chromium.html', content: 'stub' },
  { name: 'version', content: '0.0.0' },
  { name: 'locales/en-US.pak', content: 'stub' },
  { name: 'resources/stub', content: '' },
]

/** Stored, not compressed. */
export function writeStubZip(file: string): void {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, isExecutable = false } of distribution) {
    const bytes = Buffer.from(content)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, bytes])
    const after = Buffer.alloc(14)
    // A regular file, with what Unix lets do with it.
    after.writeUInt32LE(((isExecutable ? 0o100755 : 0o100644) << 16) >>> 0, 6)
    after.writeUInt32LE(offset, 10)
    const madeByUnix = Buffer.from([20, 3])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeByUnix, common, after, path]))
    parts.push(local)
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  writeFileSync(file, Buffer.concat([...parts, listing, Buffer.from('PK\x05\x06'), end]))
}
