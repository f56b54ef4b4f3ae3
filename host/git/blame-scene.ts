/** Who last changed each node and property of a scene: the same walk as for lines, with the scene diff for its step. */
import { AppError } from '../../shared/contract/errors.ts'
import type { Commit, Hash, Signature } from '../../shared/repo/git-object.ts'
import { handedOver, keyOf, type SceneThing, thingsOf } from '../../shared/scene/blame-scene.ts'
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import { type BlameSource, type Origin, originsOf } from './blame.ts'
import { createCommitQueue } from './commit-queue.ts'
import type { BlamedThing } from './engine.ts'

interface Suspect extends Origin {
  /** What things of the scene asked about are here, by their keys there. */
  things: Map<string, SceneThing>
}

/** In the order of the file. Throws UNREADABLE for a file that is no scene. */
export async function blameScene(source: BlameSource, path: string, commit: Commit): Promise<BlamedThing[]> {
  const file = source.entry(commit.tree, path)
  if (file === null)
    throw new AppError('NOT_FOUND', `There is no file ${path} in ${commit.hash.slice(0, 10)}.`, { path })
  const all = thingsOf(textOf(source, file.hash) ?? '')
  if (all === null) throw new AppError('UNREADABLE', `${path} cannot be read as a scene.`, { path })
  const blamed = new Map<string, { hash: Hash; author: Signature }>()
  const queue = createCommitQueue<Suspect>()
  const waiting = new Map<string, Suspect>()
  const add = (suspect: Suspect) => {
    const key = `${suspect.commit.hash} ${suspect.path}`
    const known = waiting.get(key)
    if (known !== undefined) {
      for (const [thing, here] of suspect.things) known.things.set(thing, here)
      return
    }
    waiting.set(key, suspect)
    queue.add(suspect)
  }
  const things = new Map(all.map(thing => [keyOf(thing), thing]))
  add({ seconds: commit.committer.seconds, commit, path, blob: file.hash, things })
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    waiting.delete(`${next.commit.hash} ${next.path}`)
    await passOn(source, next, add)
    for (const key of next.things.keys()) blamed.set(key, { hash: next.commit.hash, author: next.commit.author })
  }
  return all.map(thing => {
    const { hash, author } = blamed.get(keyOf(thing)) ?? commit
    return { ...thing, hash, author }
  })
}

/** Takes away from the suspect what a parent has as well. */
async function passOn(source: BlameSource, suspect: Suspect, add: (suspect: Suspect) => void): Promise<void> {
  for (const origin of await originsOf(source, suspect)) {
    const passed = new Map<string, SceneThing>()
    if (origin.blob === suspect.blob) {
      add({ ...origin, things: suspect.things })
      suspect.things = new Map()
      return
    }
    const [before, text] = [textOf(source, origin.blob), textOf(source, suspect.blob)]
    if (before === null || text === null) continue
    const here = new Map([...suspect.things].map(([key, thing]) => [keyOf(thing), key]))
    for (const { thing, before: there } of handedOver(before, text, [...suspect.things.values()])) {
      const key = here.get(keyOf(thing))
      if (key === undefined) continue
      passed.set(key, there)
      suspect.things.delete(key)
    }
    if (passed.size > 0) add({ ...origin, things: passed })
  }
}

function textOf(source: BlameSource, blob: Hash): string | null {
  const decoded = decodeText(source.blob(blob))
  return decoded.ok ? decoded.value : null
}
