/**
 * What is amiss over all scenes, kept up to date: a scene is judged again when it changed, or something it refers to.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { dependencyGraph } from '../../shared/scene/dependencies/graph.ts'
import { around } from '../../shared/scene/dependencies/walk.ts'
import type { Problem, Severity } from '../../shared/scene/validate/problem.ts'
import { projectView } from '../../shared/scene/validate/project-view.ts'
import { unreadable, validateScene } from '../../shared/scene/validate/validate.ts'
import type { FollowedWorkspace } from './follow-workspace.ts'

export interface ProblemBook extends AsyncDisposable {
  /** The gravest first, then by file. */
  list(): readonly Problem[]
  readonly isReady: boolean
  whenJudged(): Promise<void>
  readonly onDidChange: (listener: () => void) => Disposable
}

const REST_MS = 150
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

export function createProblemBook(
  followed: FollowedWorkspace,
  log: { warn(data: object, message: string): void },
): ProblemBook {
  const { index, faults } = followed
  const byScene = new Map<string, readonly Problem[]>()
  const listeners = new Set<() => void>()
  let touched: Set<string> | 'all' = 'all'
  let sorted: readonly Problem[] | null = null
  let timer: NodeJS.Timeout | null = null
  let work: Promise<void> = Promise.resolve()
  let isReady = false
  let isDisposed = false

  const stops = [
    followed.onDidChange(scene => {
      if (scene === null) touched = 'all'
      else if (touched !== 'all') touched.add(scene)
      soon()
    }),
    followed.onDidBecomeReady(soon),
  ]
  if (followed.isReady) soon()

  /** Not before everything was read once: half a project has many missing files. */
  function soon(): void {
    if (isDisposed || !followed.isReady) return
    timer ??= setTimeout(() => {
      timer = null
      void start()
    }, REST_MS)
  }

  function start(): Promise<void> {
    work = work.then(judge).catch(error => log.warn({ err: error }, 'the problems could not be brought up to date'))
    return work
  }

  async function judge(): Promise<void> {
    const scope = touched
    touched = new Set()
    const paths = scope === 'all' ? null : withDependants(scope)
    const view = projectView(index)
    const known = new Set([...index.scenes.keys(), ...faults.keys()])
    for (const path of [...byScene.keys()]) if (!known.has(path)) byScene.delete(path)
    for (const path of known) {
      if (isDisposed) return
      if (paths !== null && !paths.has(path)) continue
      byScene.set(path, judgeOne(path, view))
      await nextTurn()
    }
    isReady = true
    sorted = null
    for (const listener of [...listeners]) listener()
  }

  function judgeOne(path: string, view: ReturnType<typeof projectView>): readonly Problem[] {
    const fault = faults.get(path)
    if (fault !== undefined) return [unreadable(path, fault)]
    const scene = index.scenes.get(path)
    return scene === undefined ? [] : validateScene(path, scene, view)
  }

  function withDependants(scope: ReadonlySet<string>): ReadonlySet<string> {
    const graph = dependencyGraph(index)
    const paths = new Set(scope)
    for (const path of scope) for (const user of around(graph, path)?.neededBy ?? []) paths.add(user.path)
    return paths
  }

  return {
    list() {
      sorted ??= [...byScene]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, problems]) => problems)
        .sort((a, b) => RANK[a.severity] - RANK[b.severity])
      return sorted
    },
    get isReady() {
      return isReady
    },
    async whenJudged() {
      await followed.whenRead()
      if (timer !== null) clearTimeout(timer)
      timer = null
      await start()
    },
    onDidChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true
      if (timer !== null) clearTimeout(timer)
      for (const stop of stops) stop[Symbol.dispose]()
      listeners.clear()
      await work
    },
  }
}
