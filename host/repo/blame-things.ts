/**
 * Who last changed each node of a scene as it is in the folder: its things are looked for in the last commit by the scene
 * diff, so that a node renamed or moved since is still the same one (GIT11).
 */
import type { RepoBlame } from '../../shared/contract/repo-data.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { handedOver, keyOf, thingsOf } from '../../shared/scene/blame-scene.ts'
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import type { Repository } from '../git/engine.ts'

type BlamedThings = NonNullable<RepoBlame['things']>

/** In the order of the file in the commit. */
export async function thingsAt(repository: Repository, path: string, at: Hash): Promise<BlamedThings> {
  return (await repository.blameScene(path, at)).map(({ what, node, property, hash }) => ({
    what,
    node,
    property,
    hash,
  }))
}

/** In the order of the file in the folder; what `at` does not have is in no commit. Null where it is no scene now. */
export async function thingsInFolder(repository: Repository, path: string, at: Hash): Promise<BlamedThings | null> {
  const [known, entry, bytes] = await Promise.all([
    thingsAt(repository, path, at),
    repository.readEntry(at, path),
    repository.readFile(path),
  ])
  const before = entry === null ? null : textOf(await repository.readBlob(entry.hash))
  const text = bytes === null ? null : textOf(bytes)
  if (before === null || text === null) return null
  if (before === text) return known
  const things = thingsOf(text)
  if (things === null) return null
  const hashes = new Map(known.map(thing => [keyOf(thing), thing.hash]))
  const handed = new Map(handedOver(before, text, things).map(each => [keyOf(each.thing), keyOf(each.before)]))
  return things.map(thing => ({ ...thing, hash: hashes.get(handed.get(keyOf(thing)) ?? '') ?? null }))
}

function textOf(bytes: Uint8Array): string | null {
  const decoded = decodeText(bytes)
  return decoded.ok ? decoded.value : null
}
