import { Command } from 'commander'
import { AppError } from '../shared/contract/errors.ts'
import type { RemoteProgress, RepoOutcome } from '../shared/contract/repo-data.ts'
import { failingWithTwo } from './failure.ts'
import type { FolderOptions } from './in-folder.ts'
import { withOperations } from './open-operations.ts'

const after = `
The user's own Git does it, with its credentials, helpers and hooks: it has to be installed.
Exit code 0: done. 2: it could not be done, and standard error says why.`

interface RemoteOptions extends FolderOptions {
  readonly prune?: boolean
  readonly setUpstream?: true
  readonly tags?: true
}

export function remoteCommands(): Command[] {
  return [fetchCommand(), pullCommand(), pushCommand()]
}

function fetchCommand(): Command {
  return remoteCommand('fetch', 'get what is new at a remote')
    .option('--no-prune', 'keep branches that the remote has no longer')
    .action((remote: string | undefined, options: RemoteOptions) =>
      talk(options, ({ fetchRemote }, deps) => fetchRemote(deps, { remote, prune: options.prune !== false })),
    )
}

function pullCommand(): Command {
  return remoteCommand('pull', 'fetch, and merge what the branch follows as weft repo merge does').action(
    (remote: string | undefined, options: RemoteOptions) =>
      talk(options, ({ pullRemote }, deps, merge) => pullRemote(deps, { remote }, merge)),
  )
}

function pushCommand(): Command {
  return remoteCommand('push', 'send the branch to a remote; it never forces')
    .option('-u, --set-upstream', 'the branch follows the remote’s one of that name from then on')
    .option('--tags', 'tags too')
    .action((remote: string | undefined, { setUpstream, tags, ...options }: RemoteOptions) =>
      talk(options, ({ pushBranch }, deps) =>
        pushBranch(deps, { remote, setUpstream: setUpstream === true, tags: tags === true }),
      ),
    )
}

function remoteCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[remote]', 'unless it is the one that the branch follows, origin, or the only one')
    .option('-C <DIR>', 'the repository, unless it is around the current folder', '.')
    .option('--json', 'as JSON')
    .addHelpText('after', `${after}\n\nExample:\n  weft repo ${name} origin\n`)
}

type Remote = typeof import('../host/repo/talk-to-remote.ts')

function talk(
  { C, json }: FolderOptions,
  begin: (
    remote: Remote,
    deps: Parameters<Remote['fetchRemote']>[0],
    merge: (revision: string) => Promise<RepoOutcome>,
  ) => AsyncIterable<RemoteProgress>,
): Promise<void> {
  return failingWithTwo(async () => {
    await withOperations(C, async (operations, repository) => {
      const [remote, { outcomeOf }] = await Promise.all([
        import('../host/repo/talk-to-remote.ts'),
        import('../host/repo/outcome.ts'),
      ])
      const merge = async (revision: string) => outcomeOf(repository, await operations.merge(revision, {}), false)
      for await (const step of begin(remote, { repository }, merge)) {
        if (step.isOver) print(step, json === true)
        else if (json !== true) process.stderr.write(`${step.text}\n`)
      }
    })
  })
}

function print({ text, fault, outcome }: RemoteProgress, isJson: boolean): void {
  if (fault !== null) throw new AppError('BAD_REQUEST', fault)
  if (isJson) process.stdout.write(`${JSON.stringify({ text, ...(outcome ?? {}) })}\n`)
  else process.stdout.write(`${text}\n`)
  const met = outcome?.conflicts.length ?? 0
  if (met > 0) {
    const lines = isJson ? [] : (outcome?.conflicts ?? []).map(each => `${each.path} ${each.where}: ${each.text}`)
    process.stderr.write(`${[...lines, `weft: ${met} to look at; ours is in use there`].join('\n')}\n`)
  }
}
