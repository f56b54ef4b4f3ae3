/**
 * Which paths of a folder changed, in batches, once they have come to rest. FIL5: whatever an editor does on the way
 * (a temporary file renamed over the old one, delete and create), what counts is the file that stands there afterwards.
 */
import { join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import { isToolName } from './ignore.ts'
import { type FileLook, isSameLook, lookAt } from './scan.ts'

export interface FolderWatch extends AsyncDisposable {
  /** Resolves when every change from now on is noticed. */
  readonly whenReady: Promise<void>
  /** Changes noticed and not yet handed on. */
  readonly isResting: boolean
}

export interface FolderWatchDeps {
  readonly folder: string
  /** Relative paths with `/`. The next batch waits until this one is done. */
  readonly onDidChange: (paths: ReadonlySet<string>) => Promise<void>
  /** Asked while changes wait: Git at work, say. */
  readonly isBusy: () => Promise<boolean>
  readonly onError: (error: unknown) => void
}

/** A path has come to rest when it looks the same for so long. */
const REST_MS = 80
/** So often the others wait for one that does not come to rest. */
const PATIENCE_ROUNDS = 25

export function watchFolder({ folder, onDidChange, isBusy, onError }: FolderWatchDeps): FolderWatch {
  const moving = new Map<string, FileLook | undefined>()
  let timer: NodeJS.Timeout | null = null
  let round: Promise<void> = Promise.resolve()
  let rounds = 0
  let isClosed = false

  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    ignorePermissionErrors: true,
    ignored: path => path.slice(folder.length).split(/[\\/]/).some(isToolName),
  })
  const whenReady = new Promise<void>(resolve => {
    watcher.on('ready', resolve)
  })
  watcher.on('error', onError)
  watcher.on('all', (event, path) => {
    const inside = relative(folder, path).split(sep).join('/')
    if (event !== 'ready' && event !== 'error' && event !== 'raw' && inside !== '') note(inside)
  })

  function note(path: string) {
    if (isClosed) return
    // Seen as never looked at: the next round looks, the one after compares.
    moving.set(path, UNSEEN)
    restart()
  }

  function restart() {
    timer ??= setTimeout(() => {
      timer = null
      round = round.then(look).catch(onError)
    }, REST_MS)
  }

  async function look() {
    if (isClosed) return
    const looks = await Promise.all([...moving].map(lookAgain))
    const resting = looks.filter(({ path, before, now }) => {
      if (before !== UNSEEN && isSameLook(before, now)) return true
      if (moving.get(path) === before) moving.set(path, now)
      return false
    })
    rounds += 1
    // All together: a rename is two paths and a checkout is many. But one file that never rests must not hold up all.
    const isTime = resting.length === looks.length || rounds >= PATIENCE_ROUNDS
    if (isTime && !(await isBusy())) await handOn(resting)
    if (moving.size > 0) restart()
  }

  async function lookAgain([path, before]: [string, FileLook | undefined]) {
    return { path, before, now: await lookAt(join(folder, path)) }
  }

  async function handOn(resting: readonly { path: string; before: FileLook | undefined }[]) {
    rounds = 0
    const unchanged = resting.filter(({ path, before }) => moving.get(path) === before)
    for (const { path } of unchanged) moving.delete(path)
    if (unchanged.length > 0) await onDidChange(new Set(unchanged.map(({ path }) => path)))
  }

  return {
    whenReady,
    get isResting() {
      return moving.size === 0 && timer === null
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await watcher.close()
      await round
    },
  }
}

const UNSEEN: FileLook = { sizeBytes: -1, mtimeUs: -1, inode: -1 }
