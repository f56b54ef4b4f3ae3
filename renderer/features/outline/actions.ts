/** What the keyboard and the palette can ask of an outline: one list for both. */

import type { SceneSession, Tool } from '../../session/scene-session.ts'
import type { Stage } from './stage.ts'
import { zoomedAt } from './viewport.ts'
import { words } from './words.ts'

export interface Action {
  readonly id: string
  readonly title: string
  readonly keys?: string
  readonly alsoKeys?: readonly string[]
  readonly run: (stage: Stage) => void
}

export const zoomFactor = 1.25

export const actions: readonly Action[] = [
  tool('select', 'Q'),
  tool('move', 'W'),
  tool('rotate', 'E'),
  tool('scale', 'R'),
  { id: 'outline.frame', title: words.frame, keys: 'F', run: frameSelection },
  { id: 'outline.fit', title: words.fit, keys: 'Mod+0', run: stage => stage.fit() },
  {
    id: 'outline.zoomIn',
    title: words.zoomIn,
    keys: 'Mod+=',
    alsoKeys: ['Mod++'],
    run: stage => zoomBy(stage, zoomFactor),
  },
  { id: 'outline.zoomOut', title: words.zoomOut, keys: 'Mod+-', run: stage => zoomBy(stage, 1 / zoomFactor) },
  {
    id: 'outline.toggleSnap',
    title: words.snap,
    run: ({ session }) => session.view.setState(({ isSnapping }) => ({ isSnapping: !isSnapping })),
  },
  {
    id: 'outline.toggleGrid',
    title: words.grid,
    run: ({ session }) => session.view.setState(({ isGridShown }) => ({ isGridShown: !isGridShown })),
  },
]

/** `next` gets the present zoom. The middle of the canvas stays where it is. */
export function zoomTo(stage: Stage, next: (present: number) => number): void {
  const view = stage.view()
  stage.setView(zoomedAt(view, next(view.zoom), { x: view.width / 2, y: view.height / 2 }))
}

/** The outline that shows a scene now. */
export function stageOf(session: SceneSession): Stage | undefined {
  return stages.get(session)
}

/** Returns what takes it back. */
export function registerStage(stage: Stage): () => void {
  stages.set(stage.session, stage)
  return () => {
    if (stages.get(stage.session) === stage) stages.delete(stage.session)
  }
}

const stages = new WeakMap<SceneSession, Stage>()

function tool(name: Tool, keys: string): Action {
  const title = words.useTool[name]
  return { id: `outline.tool.${name}`, title, keys, run: ({ session }) => session.view.setState({ tool: name }) }
}

function frameSelection(stage: Stage): void {
  const nodes = stage.selected()
  if (nodes.length > 0) stage.frame(nodes)
  else stage.fit()
}

function zoomBy(stage: Stage, factor: number): void {
  zoomTo(stage, present => present * factor)
}
