/**
 * The graph beside a log: each line of development has a column, its commits a star in it, and what branches or meets is
 * drawn between two commits. Commits come in an order in which no parent is before its children.
 *
 *     const graph = createLogGraph()
 *     for (const commit of commits) write(graph.draw(commit, commit.message))
 */
import { assertNever } from '../assert-never.ts'
import type { Hash } from './git-object.ts'
import { createLogLanes, type LaneStep } from './log-lanes.ts'

export interface LogGraph {
  /** Lines for one commit: the star with `text`, and what leads on to its parents. */
  draw(commit: { readonly hash: Hash; readonly parents: readonly Hash[] }, text: string): string
}

export function createLogGraph(): LogGraph {
  const lanes = createLogLanes()
  return {
    draw(commit, text) {
      const { at, tracks, steps } = lanes.next(commit)
      const star = tracks.map((_, i) => (i === at ? '*' : '|')).join(' ')
      const lines = [text === '' ? star : `${star} ${text}`]
      let wide = tracks.length
      for (const step of steps) {
        lines.push(...drawStep(step, wide))
        wide += step.kind === 'opens' ? 1 : step.kind === 'joins' ? 0 : -1
      }
      return lines.map(line => `${line.trimEnd()}\n`).join('')
    },
  }
}

function drawStep(step: LaneStep, wide: number): string[] {
  switch (step.kind) {
    case 'opens':
      return [opened(wide, step.at)]
    case 'joins':
      return [joined(wide, step.at, step.to)]
    case 'closes':
      return [closed(wide, step.to, step.from)]
    case 'ends':
      return step.at < wide - 1 ? [shifted(wide, step.at)] : []
    default:
      return assertNever(step)
  }
}

/** A column begins beside `at`, and those to the right of it move on. */
function opened(count: number, at: number): string {
  return draw(
    count,
    i => (i <= at ? '|' : ' '),
    gap => (gap >= at ? '\\' : ' '),
  )
}

/** A line that leads into a column that is there already. */
function joined(count: number, at: number, to: number): string {
  const [left, right] = [Math.min(at, to), Math.max(at, to)]
  return draw(
    count,
    () => '|',
    gap => (gap < left || gap >= right ? ' ' : gap === at || gap === at - 1 ? (to > at ? '\\' : '/') : '_'),
  )
}

/** Column `from` ends in `to`, and those to the right of it move up. */
function closed(count: number, to: number, from: number): string {
  return draw(
    count,
    i => (i < from ? '|' : ' '),
    gap => (gap < to || gap >= count - 1 ? ' ' : gap < from - 1 ? '_' : '/'),
  )
}

/** Column `gone` has ended, and those to the right of it move up. */
function shifted(count: number, gone: number): string {
  return draw(
    count,
    i => (i < gone ? '|' : ' '),
    gap => (gap >= gone && gap < count - 1 ? '/' : ' '),
  )
}

function draw(count: number, column: (i: number) => string, gap: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${column(i)}${gap(i)}`).join('')
}
