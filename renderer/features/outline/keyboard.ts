/** The keyboard on the canvas: the actions, going from node to node, nudging, and the key that pans while held. */

import type { NodeId } from '../../../shared/scene/scene.ts'
import { clearSelection, selectNodes } from '../../session/scene-session.ts'
import { isApple } from '../../ui/kbd.tsx'
import { matchesKeys } from '../../ui/keys.ts'
import { actions } from './actions.ts'
import { nudge } from './commit.ts'
import { type PointerInput, stepIn } from './pointer.ts'
import type { Stage } from './stage.ts'
import { words } from './words.ts'

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Returns what takes the listeners off again. */
export function listenToKeys(stage: Stage, pointer: PointerInput): () => void {
  const { canvas, session } = stage
  const stop = new AbortController()
  canvas.addEventListener('keydown', press, { signal: stop.signal })
  canvas.addEventListener('keyup', event => event.code === 'Space' && pointer.setPanKey(false), { signal: stop.signal })
  canvas.addEventListener('blur', () => pointer.setPanKey(false), { signal: stop.signal })
  return () => stop.abort()

  function press(event: KeyboardEvent): void {
    if (handle(event)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  function handle(event: KeyboardEvent): boolean {
    const meant = actions.find(({ keys, alsoKeys = [] }) =>
      [...(keys === undefined ? [] : [keys]), ...alsoKeys].some(each => matchesKeys(event, each, isApple())),
    )
    if (meant !== undefined) {
      meant.run(stage)
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const arrow = arrows[event.key]
    if (arrow !== undefined) return nudgeKey(arrow, event.shiftKey)
    switch (event.key) {
      case ' ':
        pointer.setPanKey(true)
        return true
      case 'Tab':
        return nextNode(event.shiftKey ? -1 : 1)
      case 'Home':
        return select(0)
      case 'End':
        return select(-1)
      case 'Escape':
        return stepBack()
      default:
        return false
    }
  }

  function nudgeKey([x, y]: readonly [number, number], isFar: boolean): boolean {
    const { isSnapping, snapStep, plane } = session.view.getState()
    const unit = isSnapping ? stepIn(plane, snapStep) : plane === '2d' ? 1 : 0.1
    const by = unit * (isFar ? 10 : 1)
    if (stage.selected().length > 0) nudge(stage, { x: x * by, y: y * by })
    return true
  }

  /** In the order of the tree. Past the last one, and with nothing selected, Tab goes on to the next widget. */
  function nextNode(step: 1 | -1): boolean {
    const order = tabOrder()
    const selected = stage.selected().at(-1)
    const index = selected === undefined ? -1 : order.indexOf(selected)
    const next = order[index + step]
    if (index < 0 || next === undefined) return false
    choose(next)
    return true
  }

  function select(index: number): boolean {
    const node = tabOrder().at(index)
    if (node !== undefined) choose(node)
    return true
  }

  function choose(node: NodeId): void {
    selectNodes(session, [node])
    session.view.setState({ reveal: [node] })
    const item = stage.picture().itemOf(node)
    if (item !== undefined) stage.say(words.selected(item.name, item.type))
  }

  function stepBack(): boolean {
    if (pointer.cancel()) return true
    if (session.presence.store.getState().following !== null) session.presence.follow(null)
    else if (stage.selected().length > 0) {
      clearSelection(session)
      stage.say(words.nothingSelected)
    } else return false
    return true
  }

  function tabOrder(): NodeId[] {
    const { scene } = session.document
    const order: NodeId[] = []
    const visit = (id: NodeId) => {
      const item = stage.picture().itemOf(id)
      if (item !== undefined && !item.isHidden && item.isSelectable) order.push(id)
      for (const child of scene.nodes.get(id)?.children ?? []) visit(child)
    }
    if (scene.root !== null) visit(scene.root)
    return order
  }
}
