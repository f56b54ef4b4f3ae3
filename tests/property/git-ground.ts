/** A repository for the real Git to judge by: made in one go from flat trees, asked in as few calls as possible. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import type { FileMode, FlatTree, TreeFile } from '../../shared/repo/git-object.ts'

export interface PlainFile {
  readonly mode: FileMode
  /** As latin1: a character for each byte. */
  readonly content: string
}

/** By path. */
export type PlainTree = ReadonlyMap<string, PlainFile>

export interface PlainCommit {
  /** A branch that is made at it. */
  readonly name: string
  readonly parents: readonly string[]
  readonly files: PlainTree
}

export interface GitGround extends Disposable {
  readonly folder: string
  /** Without the line end. Throws where Git says no. */
  git(...args: readonly string[]): string
  /** What Git printed, whatever it ended with. */
  ask(...args: readonly string[]): { readonly code: number; readonly out: string }
  copy(): GitGround
  build(commits: readonly PlainCommit[]): void
  tree(revision: string): FlatTree
  /** Blobs, in one call. */
  readAll(names: readonly string[]): Buffer[]
}

export function gitGround(): GitGround {
  const ground = openGround(temporaryFolder())
  ground.git('init', '-q', '-b', 'main')
  ground.git('config', 'user.name', 'Ines')
  ground.git('config', 'user.email', 'ines@example.org')
  return ground
}

function openGround(folder: ReturnType<typeof temporaryFolder>): GitGround {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
    HOME: folder.path,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  }
  const options = { cwd: join(folder.path, 'repository'), env, maxBuffer: 1 << 30 } as const
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { ...options, encoding: 'latin1', stdio: ['ignore', 'pipe', 'pipe'] }).replace(/\n$/, '')
  mkdirSync(options.cwd, { recursive: true })
  return {
    folder: options.cwd,
    git,
    copy() {
      const made = temporaryFolder()
      cpSync(folder.path, made.path, { recursive: true, verbatimSymlinks: true })
      return openGround(made)
    },
    ask(...args) {
      const { status, stdout, stderr } = spawnSync('git', args, { ...options, encoding: 'latin1' })
      return { code: status ?? -1, out: status === 0 ? stdout : stdout + stderr }
    },
    build(commits) {
      const input = commits.map(printCommit).join('')
      execFileSync('git', ['fast-import', '--quiet', '--force'], { ...options, input: Buffer.from(input, 'latin1') })
    },
    tree(revision) {
      const files = new Map<string, TreeFile>()
      for (const line of git('ls-tree', '-r', '-z', revision).split('\0')) {
        const [, mode, hash, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? []
        if (path !== undefined) files.set(path, { mode: mode as FileMode, hash: hash ?? '' })
      }
      return files
    },
    readAll(names) {
      const input = names.map(name => `${name}\n`).join('')
      const out = execFileSync('git', ['cat-file', '--batch'], { ...options, input })
      let at = 0
      return names.map(() => {
        const start = out.indexOf(10, at) + 1
        const size = Number(out.toString('latin1', at, start - 1).split(' ')[2])
        at = start + size + 1
        return out.subarray(start, start + size)
      })
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

function printCommit({ name, parents, files }: PlainCommit): string {
  const [from, ...merged] = parents
  const head = [
    `commit refs/heads/${name}`,
    'committer Ines <ines@example.org> 1700000000 +0000',
    `data ${name.length}`,
    name,
    ...(from === undefined ? [] : [`from refs/heads/${from}`]),
    ...merged.map(each => `merge refs/heads/${each}`),
    'deleteall',
  ]
  const body = [...files].map(([path, { mode, content }]) =>
    mode === '160000'
      ? `M 160000 ${content} ${path}\n`
      : `M ${mode} inline ${path}\ndata ${content.length}\n${content}\n`,
  )
  return `${head.join('\n')}\n${body.join('')}\n`
}
