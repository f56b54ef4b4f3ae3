/** Branches with what they follow, remote branches, and tags with what they say. */
import type { RepoRefs } from '../../shared/contract/repo-data.ts'
import type { Ref } from '../git/engine.ts'
import { followedBy, shortBranch } from './read-state.ts'
import type { OpenedRepository } from './repo.ts'

const REMOTES = 'refs/remotes/'
const TAGS = 'refs/tags/'

/** `realityOf`: the reality that goes with a branch (`refs/heads/main`), if any. */
export async function listRefs(
  { repository }: Pick<OpenedRepository, 'repository'>,
  realityOf: (branch: string) => string | null,
): Promise<RepoRefs> {
  const [refs, head] = [await repository.refs(), await repository.head()]
  const branches = await Promise.all(
    refs.filter(isBranch).map(async ref => {
      const [name, hash] = [shortBranch(ref.name), ref.hash]
      const followed = await followedBy(repository, name, hash, refs)
      return {
        name,
        hash,
        isCurrent: head.kind === 'branch' && head.name === ref.name,
        upstream: followed?.name ?? null,
        ahead: followed?.ahead ?? 0,
        behind: followed?.behind ?? 0,
        reality: realityOf(`refs/heads/${name}`),
      }
    }),
  )
  return {
    branches,
    // A remote's HEAD is only a name for one of its branches.
    remotes: refs
      .filter(({ name, symbolic }) => name.startsWith(REMOTES) && symbolic === null)
      .map(({ name, hash }) => ({ name: name.slice(REMOTES.length), hash })),
    tags: await tagsOf({ repository }, refs),
  }
}

function isBranch({ name }: Ref): boolean {
  return name.startsWith('refs/heads/')
}

async function tagsOf({ repository }: Pick<OpenedRepository, 'repository'>, refs: readonly Ref[]) {
  const all = refs.filter(ref => ref.name.startsWith(TAGS))
  const commits = await repository.commitsOf(all.map(({ hash }) => hash))
  const tags: RepoRefs['tags'] = []
  for (const [i, { name, hash }] of all.entries()) {
    const commit = commits[i] ?? null
    if (commit === null) continue
    const message = commit === hash ? null : messageOf((await repository.readObject(hash)).bytes)
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
