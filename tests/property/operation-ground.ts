/** A repository that Weft's operations and Git's commands take turns in, and what there is to compare. */
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Repository } from '../../host/git/engine.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import { type Operations, openOperations } from '../../host/git/operations/operations.ts'
import { type GitGround, gitGround } from './git-ground.ts'

export interface OperationGround extends Disposable {
  readonly ground: GitGround
  readonly operations: Operations
  readonly repository: Repository
  write(path: string, content: string): void
  read(path: string): string
  remove(path: string): void
  link(path: string, target: string): void
  /** Everything that Git and a person can see: refs, HEAD, index, files, stash. */
  snapshot(): Record<string, unknown>
  /** What a command of Git makes of a copy of all this. */
  inCopy(run: (copy: GitGround) => void): void
}

export interface GroundOptions {
  readonly onStep?: (step: string) => void
}

export async function operationGround(options: GroundOptions = {}): Promise<OperationGround> {
  const ground = gitGround()
  const { folder } = ground
  const repository = await openRepository(folder)
  const operations = operationsOn(repository, options)
  return {
    ground,
    operations,
    repository,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    },
    read: path => readFileSync(join(folder, path), 'utf8'),
    remove: path => rmSync(join(folder, path), { force: true, recursive: true }),
    link: (path, target) => symlinkSync(target, join(folder, path)),
    snapshot: () => snapshotOf(ground),
    inCopy(run) {
      using copy = ground.copy()
      run(copy)
    },
    [Symbol.dispose]() {
      repository[Symbol.dispose]()
      ground[Symbol.dispose]()
    },
  }
}

export const LINES = Array.from({ length: 12 }, (_, i) => `line ${i}\n`).join('')

/** A first commit of two files. */
export async function begun(): Promise<OperationGround> {
  const made = await operationGround()
  made.write('a.txt', LINES)
  made.write('levels/b.txt', LINES)
  await made.operations.commit({ message: 'Begin', paths: ['.'] })
  return made
}

/** At one moment for ever, so that the same operation makes the same commit. */
export function operationsOn(repository: Repository, { onStep }: GroundOptions = {}): Operations {
  return openOperations({
    repository,
    environment: {},
    now: () => 1_700_000_060_000,
    offsetAt: () => 60,
    wait: async () => {},
    ...(onStep === undefined ? {} : { onStep }),
  })
}

export function snapshotOf(ground: GitGround): Record<string, unknown> {
  const { folder } = ground
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    if (name === '.git' || name.startsWith('.git/') || entry.isDirectory()) continue
    files[name] = entry.isSymbolicLink() ? `→ ${readlinkSync(path)}` : readFileSync(path, 'latin1')
  }
  const refs = ground.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n')
  return {
    files,
    refs: refs.filter(line => !line.startsWith('refs/weft/')),
    stash: stashLines(folder),
    // With what is staged, by its hash, and where HEAD is.
    status: ground.git('status', '--porcelain=v2', '--branch', '--untracked-files=all').split('\n'),
  }
}

/** What the stash's log says, without who and when it came from. */
export function stashLines(folder: string): string[] {
  try {
    const text = readFileSync(join(folder, '.git', 'logs', 'refs', 'stash'), 'utf8')
    return text.split('\n').map(line => line.slice(41))
  } catch {
    return []
  }
}
