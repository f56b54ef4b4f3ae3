/** Reading and writing objects, as the engine offers it. */
import type { Objects } from './engine.ts'
import { printCommit, printTag, readCommitBytes } from './object-format.ts'
import type { ObjectStore } from './object-store.ts'
import { readFlatTree, readTreeEntry, writeTreeChanges } from './trees.ts'

export function createObjectsPart(objects: ObjectStore): Objects {
  const readCommit = (hash: string) => readCommitBytes(hash, objects.readAs(hash, 'commit'))
  return {
    async readObject(hash) {
      return objects.read(hash)
    },
    async readBlob(hash) {
      return objects.readAs(hash, 'blob')
    },
    async readCommit(hash) {
      return readCommit(hash)
    },
    async readCommits(hashes) {
      return hashes.map(readCommit)
    },
    async readTree(hash) {
      return readFlatTree(objects, hash)
    },
    async readEntry(hash, path) {
      return readTreeEntry(objects, hash, path)
    },
    writeBlob: bytes => objects.write('blob', bytes),
    writeTree: (changes, base = null) => writeTreeChanges(objects, changes, base),
    writeCommit: commit => objects.write('commit', printCommit(commit)),
    writeTag: tag => objects.write('tag', printTag(tag)),
  }
}
