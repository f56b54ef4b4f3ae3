/** Mouse, pen and trackpad on the canvas: panning, zooming, selecting, and the drags that change nodes. */

import { hitItems, isInside, itemsIn } from '../../../shared/scene/geometry/hit-test.ts'
import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { rectBetween } from '../../../shared/scene/geometry/rect.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { clearSelection, selectInner, selectNodes } from '../../session/scene-session.ts'
import { commitDrag } from './commit.ts'
import { type DragKind, type DragOptions, type DragResult, type DragStart, dragTo, pivotOf } from './drag.ts'
import { markRadius } from './draw-mark.ts'
import { cursorFor, type Handle, handleAt, placeHandles } from './handles.ts'
import { type Stage, throttled } from './stage.ts'
import { panned, toPlane, visibleRect, zoomedAt } from './viewport.ts'
import { words } from './words.ts'

export interface PointerDeps {
  readonly stage: Stage
  /** Of the plane, or null when it left the canvas. */
  readonly onMove: (at: Point | null) => void
  readonly onOpenInstance: (path: string) => void
}

export interface PointerInput {
  /** Drops what is in hand. False if there was nothing. */
  cancel(): boolean
  /** While held, dragging pans. */
  setPanKey(isHeld: boolean): void
  dispose(): void
}

type Gesture =
  | { readonly kind: 'pan'; last: Point }
  /** `ground`: what a mere click selects, for what fills the window is not dragged by accident. */
  | {
      readonly kind: 'marquee'
      readonly from: Point
      to: Point
      readonly isAdding: boolean
      readonly ground: NodeId | null
    }
  /** Pressed, and not yet moved far enough to say what it is. */
  | { readonly kind: 'pressed'; readonly pixel: Point; readonly drag: DragKind; readonly click: Click | null }
  | { readonly kind: 'drag'; readonly start: DragStart; to: Point; result: DragResult }

/** What a press does if it turns out to be a click on what was selected already. */
interface Click {
  readonly nodes: readonly NodeId[]
  readonly isAdding: boolean
}

const clickSlop = 4
const hitReach = 5
const doubleClickMs = 400
/** Of the window. */
const groundShare = 0.6
const wheelZoomSpeed = 0.0022
const linePixels = 16

export function createPointerInput({ stage, onMove, onOpenInstance }: PointerDeps): PointerInput {
  const { canvas, session } = stage
  const stop = new AbortController()
  const options = { signal: stop.signal }
  let gesture: Gesture | null = null
  let isPanKeyHeld = false
  let lastClick = { at: { x: Number.NaN, y: Number.NaN }, time: 0 }
  let cursor: Point | null = null
  const tellCursor = throttled(() => {
    session.presence.setCursor(cursor === null ? null : { ...cursor, plane: session.view.getState().plane })
  }, 33)

  canvas.addEventListener('pointerdown', press, options)
  canvas.addEventListener('pointermove', move, options)
  canvas.addEventListener('pointerup', release, options)
  canvas.addEventListener('pointercancel', () => cancel(), options)
  canvas.addEventListener('pointerleave', leave, options)
  canvas.addEventListener('dblclick', open, options)
  canvas.addEventListener('wheel', wheel, { ...options, passive: false })
  // The middle button would start the browser's own scrolling.
  canvas.addEventListener('mousedown', event => event.button === 1 && event.preventDefault(), options)

  return {
    cancel,
    setPanKey(isHeld) {
      isPanKeyHeld = isHeld
      canvas.style.cursor = isHeld ? 'grab' : ''
    },
    dispose() {
      cancel()
      tellCursor.cancel()
      stop.abort()
    },
  }

  function press(event: PointerEvent): void {
    if (gesture !== null) return
    const pixel = pixelOf(event)
    canvas.focus({ preventScroll: true })
    canvas.setPointerCapture(event.pointerId)
    if (event.button === 1 || (event.button === 0 && isPanKeyHeld)) {
      gesture = { kind: 'pan', last: pixel }
      canvas.style.cursor = 'grabbing'
      return
    }
    if (event.button !== 0) return
    const handle = handleUnder(pixel)
    if (handle !== null) {
      const drag: DragKind = handle.kind === 'rotate' ? { kind: 'rotate' } : { kind: 'scale', handle }
      gesture = { kind: 'pressed', pixel, drag, click: null }
      return
    }
    gesture = pressedOn(pixel, event.shiftKey, event.timeStamp)
  }

  function pressedOn(pixel: Point, isAdding: boolean, time: number): Gesture {
    const hits = itemsAt(pixel)
    const nodes = [...new Set(hits.map(item => item.node))]
    const selected = stage.selected()
    const { tool } = session.view.getState()
    const drag: DragKind =
      tool === 'rotate' ? { kind: 'rotate' } : tool === 'scale' ? { kind: 'scale', handle: null } : { kind: 'move' }
    // With a tool in hand a drag anywhere is for what is selected; with the arrow it must begin on it.
    const isForSelection = selected.length > 0 && (tool !== 'select' || nodes.some(node => selected.includes(node)))
    if (isForSelection) return { kind: 'pressed', pixel, drag, click: { nodes, isAdding } }
    const [top] = nodes
    if (top === undefined || fillsWindow(top)) {
      const from = toPlane(stage.view(), pixel)
      return { kind: 'marquee', from, to: from, isAdding, ground: top ?? null }
    }
    const inherited = inheritedPath(hits[0])
    if (inherited === null) {
      selectNodes(session, isAdding ? [...selected, top] : [top])
      announce([top])
    } else {
      selectInner(session, { instance: top, path: inherited })
      stage.say(words.selected(hits[0]?.name ?? '', hits[0]?.type ?? null))
    }
    lastClick = { at: pixel, time }
    return { kind: 'pressed', pixel, drag, click: null }
  }

  /** In an inherited scene everything is inside the root, and it is never the root that is meant. */
  function inheritedPath(item: OutlineItem | undefined): string | null {
    if (item === undefined || !item.isInner || item.node !== session.document.scene.root) return null
    return item.key.slice(item.node.length + 1)
  }

  function fillsWindow(node: NodeId): boolean {
    const bounds = stage.picture().itemOf(node)?.bounds
    const seen = visibleRect(stage.view())
    if (bounds === undefined) return false
    const width = Math.min(bounds.x + bounds.width, seen.x + seen.width) - Math.max(bounds.x, seen.x)
    const height = Math.min(bounds.y + bounds.height, seen.y + seen.height) - Math.max(bounds.y, seen.y)
    return width > 0 && height > 0 && width * height > groundShare * seen.width * seen.height
  }

  function move(event: PointerEvent): void {
    const pixel = pixelOf(event)
    const at = toPlane(stage.view(), pixel)
    cursor = at
    tellCursor()
    onMove(at)
    if (gesture === null) {
      hover(pixel)
      return
    }
    switch (gesture.kind) {
      case 'pan':
        stage.setView(panned(stage.view(), { x: pixel.x - gesture.last.x, y: pixel.y - gesture.last.y }))
        gesture.last = pixel
        return
      case 'marquee':
        gesture.to = at
        stage.setMarquee(rectBetween(gesture.from, at))
        return
      case 'pressed':
        if (Math.hypot(pixel.x - gesture.pixel.x, pixel.y - gesture.pixel.y) < clickSlop) return
        gesture = startDrag(gesture.drag, toPlane(stage.view(), gesture.pixel))
        if (gesture !== null) drag(gesture, at, event)
        return
      case 'drag':
        drag(gesture, at, event)
    }
  }

  function startDrag(drag: DragKind, from: Point): Extract<Gesture, { kind: 'drag' }> | null {
    const items = stage.movable()
    const box = stage.selectionBox()
    if (items.length === 0 || box === null) return null
    const start: DragStart = { drag, items, box, pivot: pivotOf(items, box), from }
    return { kind: 'drag', start, to: from, result: { changes: [], words: '' } }
  }

  function drag(active: Extract<Gesture, { kind: 'drag' }>, to: Point, event: PointerEvent): void {
    active.to = to
    active.result = dragTo(active.start, to, dragOptions(event))
    stage.setLive(active.result.changes, active.result.words)
  }

  function dragOptions(event: PointerEvent): DragOptions {
    const { isSnapping, snapStep, snapDegrees, plane } = session.view.getState()
    return {
      isSnapping: isSnapping !== (event.ctrlKey || event.metaKey),
      step: stepIn(plane, snapStep),
      degrees: snapDegrees,
      fineStep: stage.fineStep(),
      isConstrained: event.shiftKey,
      isFromCentre: event.altKey,
    }
  }

  function release(event: PointerEvent): void {
    const ended = gesture
    gesture = null
    canvas.style.cursor = isPanKeyHeld ? 'grab' : ''
    if (ended === null) return
    if (ended.kind === 'drag') {
      stage.setLive(null, '')
      commitDrag(stage, ended.start.drag.kind, ended.result.changes)
    } else if (ended.kind === 'marquee') {
      endMarquee(ended)
    } else if (ended.kind === 'pressed' && ended.click !== null) {
      click(ended.click, ended.pixel, event.timeStamp)
    }
  }

  function endMarquee({ from, to, isAdding, ground }: Extract<Gesture, { kind: 'marquee' }>): void {
    stage.setMarquee(null)
    const rect = rectBetween(from, to)
    const isClick = Math.max(rect.width, rect.height) * stage.view().zoom < clickSlop
    const inside = isClick ? [] : nodesIn(rect)
    const clicked = isClick && ground !== null ? [ground] : []
    const nodes = [...(isAdding ? stage.selected() : []), ...clicked, ...inside]
    if (nodes.length === 0) clearSelection(session)
    else selectNodes(session, nodes)
    announce(stage.selected())
  }

  /** Groups are left to the tree; an instance is in if all that it brings is. */
  function nodesIn(rect: Rect): NodeId[] {
    const picture = stage.picture()
    return itemsIn(picture.items, rect).flatMap(({ node, isInner, extent, mark, instancePath }) => {
      if (isInner || (extent === null && mark === null && instancePath === null)) return []
      const whole = instancePath === null ? undefined : picture.groupBounds(node)
      return whole === undefined || isInside(whole, rect) ? [node] : []
    })
  }

  /** On what is selected already: Shift takes it out, a second click in one place goes to what lies below. */
  function click({ nodes, isAdding }: Click, pixel: Point, time: number): void {
    const selected = stage.selected()
    const isSamePlace = Math.hypot(pixel.x - lastClick.at.x, pixel.y - lastClick.at.y) < clickSlop
    const isQuick = time - lastClick.time < doubleClickMs
    lastClick = { at: pixel, time }
    const [top] = nodes
    if (top === undefined) {
      if (session.view.getState().tool === 'select' && !isAdding) clearSelection(session)
      return
    }
    if (isAdding) {
      const isIn = selected.includes(top)
      selectNodes(session, isIn ? selected.filter(node => node !== top) : [...selected, top])
    } else if (isSamePlace && isQuick) {
      return
    } else {
      const present = selected.length === 1 ? nodes.indexOf(selected[0] ?? top) : -1
      const next = isSamePlace ? nodes[(present + 1) % nodes.length] : top
      selectNodes(session, [next ?? top])
    }
    announce(stage.selected())
  }

  function announce(nodes: readonly NodeId[]): void {
    const [only] = nodes
    if (only === undefined) stage.say(words.nothingSelected)
    else if (nodes.length > 1) stage.say(words.selectedMany(nodes.length))
    else {
      const item = stage.picture().itemOf(only)
      if (item !== undefined) stage.say(words.selected(item.name, item.type))
    }
  }

  function open(event: MouseEvent): void {
    for (const item of itemsAt(pixelOf(event))) {
      const path = stage.picture().itemOf(item.node)?.instancePath
      if (path != null) {
        onOpenInstance(path)
        return
      }
    }
  }

  function hover(pixel: Point): void {
    const handle = handleUnder(pixel)
    const box = stage.selectionBox()
    if (!isPanKeyHeld) canvas.style.cursor = handle === null || box === null ? '' : cursorFor(handle, stage.view(), box)
    const [top] = handle === null ? nodesAt(pixel) : []
    if ((top ?? null) !== session.view.getState().hover) session.view.setState({ hover: top ?? null })
  }

  function leave(): void {
    if (gesture !== null) return
    cursor = null
    tellCursor()
    onMove(null)
    if (session.view.getState().hover !== null) session.view.setState({ hover: null })
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1
    const view = stage.view()
    if (event.ctrlKey || event.metaKey) {
      stage.setView(zoomedAt(view, view.zoom * Math.exp(-event.deltaY * unit * wheelZoomSpeed), pixelOf(event)))
      return
    }
    // Most systems turn a wheel with Shift sideways themselves.
    const isTurned = event.shiftKey && event.deltaX === 0
    const by = isTurned ? { x: -event.deltaY, y: 0 } : { x: -event.deltaX, y: -event.deltaY }
    stage.setView(panned(view, { x: by.x * unit, y: by.y * unit }))
  }

  function cancel(): boolean {
    if (gesture === null) return false
    if (gesture.kind === 'drag') stage.say(words.cancelled)
    gesture = null
    stage.setLive(null, '')
    stage.setMarquee(null)
    return true
  }

  function handleUnder(pixel: Point): Handle | null {
    const box = stage.selectionBox()
    if (box === null || !session.canWrite) return null
    const { tool } = session.view.getState()
    const has = { scale: tool === 'select' || tool === 'scale', rotate: tool === 'select' || tool === 'rotate' }
    return handleAt(placeHandles(stage.view(), box, has), pixel)
  }

  function itemsAt(pixel: Point): OutlineItem[] {
    const view = stage.view()
    return hitItems(stage.picture().items, toPlane(view, pixel), hitReach / view.zoom, markRadius / view.zoom)
  }

  function nodesAt(pixel: Point): NodeId[] {
    return [...new Set(itemsAt(pixel).map(item => item.node))]
  }

  function pixelOf(event: MouseEvent): Point {
    return { x: event.offsetX, y: event.offsetY }
  }
}

/** A grid of metres is finer than one of pixels: 8 px go with half a metre. */
export function stepIn(plane: '2d' | 'top', step: number): number {
  return plane === '2d' ? step : step / 16
}
