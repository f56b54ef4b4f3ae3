/** What is asked of Git when it talks to a remote, and what its answers mean. */
import { AppError } from '../../../shared/contract/errors.ts'
import type { RemoteProgress } from '../../../shared/contract/repo-data.ts'

/** Settings under which what is asked is done and nothing else: no submodules, no housekeeping that goes on afterwards. */
const PLAIN = [
  'push.followTags=false',
  'push.recurseSubmodules=no',
  'fetch.recurseSubmodules=false',
  'maintenance.auto=false',
  'gc.auto=0',
].flatMap(setting => ['-c', setting])

export function fetchArguments(remote: string, { prune }: { readonly prune: boolean }): string[] {
  return [...PLAIN, 'fetch', '--progress', prune ? '--prune' : '--no-prune', '--', checked(remote)]
}

export interface Push {
  readonly remote: string
  /** `refs/heads/main`, here and there. */
  readonly from: string
  readonly to: string
  readonly setUpstream: boolean
  readonly tags: boolean
}

/** Never with force: a refspec without a plus, and no option that would be one. */
export function pushArguments({ remote, from, to, setUpstream, tags }: Push): string[] {
  return [
    ...PLAIN,
    'push',
    '--progress',
    '--no-force-with-lease',
    '--no-mirror',
    ...(setUpstream ? ['--set-upstream'] : []),
    ...(tags ? ['--tags'] : []),
    '--',
    checked(remote),
    `${checkedRef(from)}:${checkedRef(to)}`,
  ]
}

/** A line of Git's as a step of the way. */
export function progressOf(text: string): RemoteProgress {
  const part = /(\d{1,3})% \(\d+\/\d+\)/.exec(text)?.[1]
  return {
    text: text.replace(/^remote: /, '').slice(0, LINE),
    part: part === undefined ? null : Math.min(1, Number(part) / 100),
    isOver: false,
    fault: null,
    outcome: null,
  }
}

/** Why it failed, as a sentence that says what to do. `lines`: what Git wrote, oldest first. */
export function faultOf(lines: readonly string[]): string {
  const all = lines.join('\n')
  const known = FAULTS.find(([pattern]) => pattern.test(all))
  if (known !== undefined) return known[1]
  const said = lines.findLast(line => /^(?:fatal|error): /.test(line)) ?? lines.at(-1)
  return said === undefined ? 'Git failed and did not say why.' : `Git says: ${said.replace(/^(?:fatal|error): /, '')}`
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /\[rejected\].*\((?:fetch first|non-fast-forward)\)|Updates were rejected because/,
    'The remote has commits that are not here. Pull first, then push again.',
  ],
  [/\[rejected\].*\(already exists\)/, 'The remote has another tag of that name already.'],
  [/\[remote rejected\]/, 'The remote refused what was pushed: it takes no push to that branch.'],
  [
    /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied|publickey/i,
    'The remote did not let you in. Set up a credential helper or a key for Git, then try again.',
  ],
  [
    /Could not resolve host|Connection (?:refused|timed out|reset)|Network is unreachable|unable to access|unexpected disconnect|early EOF|hung up unexpectedly/i,
    'The remote could not be reached. Try again when the network is back.',
  ],
  [
    /does not appear to be a git repository|[Rr]epository .*not (?:found|exist)|does not exist/,
    'There is no repository at the address of the remote.',
  ],
  [/transport '[^']*' not allowed/, 'Git is set up not to use that kind of address.'],
]

const LINE = 400

/** A name, and nothing that Git could take for an option, an address or a command. */
function checked(remote: string): string {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_./-]*$/u.test(remote) && !remote.includes('..')) return remote
  throw new AppError('BAD_REQUEST', `${JSON.stringify(remote)} cannot be the name of a remote.`, { remote })
}

function checkedRef(name: string): string {
  if (/^refs\/heads\/[^\s\p{Cc}~^:?*[\\]+$/u.test(name)) return name
  throw new AppError('BAD_REQUEST', `${JSON.stringify(name)} cannot be pushed.`, { name })
}
