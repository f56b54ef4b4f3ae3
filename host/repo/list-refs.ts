/** Branches with what they follow, remote branches, and tags with what they say. */
import type { RepoRefs } from '../../shared/contract/repo-data.ts'
import type { Ref } from '../git/engine.ts'
import { peeledCommit } from './read-history.ts'
import { followedBy } from './read-state.ts'
import type { OpenedRepository } from './repo.ts'

const REMOTES = 'refs/remotes/'
const TAGS = 'refs/tags/'

/** `realityOf`: the reality that goes with a branch (`refs/heads/main`), if any. */
export async function listRefs(
  { repository, operations }: OpenedRepository,
  realityOf: (branch: string) => string | null,
): Promise<RepoRefs> {
  const refs = await repository.refs()
  const branches: RepoRefs['branches'] = []
  for (const { name, hash, isCurrent } of await operations.branches()) {
    const followed = await followedBy(repository, name, hash, refs)
    branches.push({
      name,
      hash,
      isCurrent,
      upstream: followed?.name ?? null,
      ahead: followed?.ahead ?? 0,
      behind: followed?.behind ?? 0,
      reality: realityOf(`refs/heads/${name}`),
    })
  }
  return {
    branches,
    // A remote's HEAD is only a name for one of its branches.
    remotes: refs
      .filter(({ name, symbolic }) => name.startsWith(REMOTES) && symbolic === null)
      .map(({ name, hash }) => ({ name: name.slice(REMOTES.length), hash })),
    tags: await tagsOf({ repository }, refs),
  }
}

async function tagsOf({ repository }: Pick<OpenedRepository, 'repository'>, refs: readonly Ref[]) {
  const tags: RepoRefs['tags'] = []
  for (const { name, hash } of refs.filter(ref => ref.name.startsWith(TAGS))) {
    const object = await repository.readObject(hash)
    const commit = object.type === 'commit' ? hash : await peeledCommit(repository, hash)
    if (commit === null) continue
    const message = object.type === 'tag' ? messageOf(object.bytes) : null
    tags.push({ name: name.slice(TAGS.length), hash: commit, message })
  }
  return tags
}

/** After the lines that say what is tagged, and by whom. */
function messageOf(tag: Uint8Array): string {
  const text = Buffer.from(tag).toString('utf8')
  const end = text.indexOf('\n\n')
  return end < 0 ? '' : text.slice(end + 2).trimEnd()
}
