/**
 * The canvas and everything that makes it draw. Draws on demand, once a frame at most; what it shows comes from the
 * session's stores, the document and others' presence, and nothing of it is kept twice.
 *
 * Owner's duties: call `dispose`.
 */

import { createOutliner, type Outliner } from '../../../shared/scene/geometry/outline.ts'
import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { intersects, union } from '../../../shared/scene/geometry/rect.ts'
import { gridStep } from '../../../shared/scene/geometry/snap.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import { type PropertyChange, topmost, whyFixed } from '../../../shared/scene/geometry/write-back.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { pivotOf, shortNumber } from './drag.ts'
import { drawGrid, drawRulers, rulerSize } from './draw-grid.ts'
import { drawItems } from './draw-items.ts'
import { drawLabel } from './draw-labels.ts'
import { drawPeople } from './draw-people.ts'
import { drawMarquee, drawSelection, type SelectionLook } from './draw-selection.ts'
import { placeHandles } from './handles.ts'
import { createItemLayer } from './item-layer.ts'
import { onDidChangeTheme, readPalette } from './palette.ts'
import { type Box, boxAround, boxOf, carriedBy, createPicture, type Picture } from './picture.ts'
import { firstFitted, fitted, mostFitZoom, toScreen, type Viewport, visibleRect } from './viewport.ts'
import { words } from './words.ts'

export interface StageDeps {
  readonly canvas: HTMLCanvasElement
  readonly session: SceneSession
  /** The window of the game, in pixels. */
  readonly gameWindow: Point
  /** For the live region. */
  readonly say: (sentence: string) => void
  /** Which planes the scene has, and whether there is anything at all. */
  readonly onDidChangePlanes: (planes: Picture['planes']) => void
}

export interface Stage {
  readonly session: SceneSession
  readonly canvas: HTMLCanvasElement
  say(sentence: string): void
  view(): Viewport
  /** Also ends following somebody. */
  setView(view: Viewport): void
  picture(): Picture
  /** Selected nodes that are still there. */
  selected(): readonly NodeId[]
  selectionBox(): Box | null
  /** Those of the selection that can be moved by themselves; empty, with a sentence said, where none can. */
  movable(): readonly OutlineItem[]
  fit(): void
  frame(nodes: readonly NodeId[]): void
  /** What is in hand right now: drawn and told to others, not stored. */
  setLive(changes: readonly PropertyChange[] | null, words: string): void
  setMarquee(rect: Rect | null): void
  /** So coarse that a value is no finer than a pixel. */
  fineStep(): number
  dispose(): void
}

/** Milliseconds between two messages to others about one thing. */
const tellingIntervalMs = 33

export function createStage({ canvas, session, gameWindow, say, onDidChangePlanes }: StageDeps): Stage {
  let outliner = newOutliner()
  let palette = readPalette(canvas)
  let size = { width: canvas.clientWidth, height: canvas.clientHeight }
  const layer = createItemLayer()
  /** As stored, and as it looks with everybody's drags; the same where nobody drags. */
  let still: Picture | null = null
  let picture: Picture | null = null
  let live: readonly PropertyChange[] | null = null
  let liveWords = ''
  let marquee: Rect | null = null
  let frameRequest = 0
  let plane = session.view.getState().plane
  const tellDrag = throttled(
    () => session.presence.setDrag(live === null ? null : asOverrides(live)),
    tellingIntervalMs,
  )
  const tellView = throttled(() => {
    const { x, y, zoom } = session.view.getState()
    session.presence.setView(zoom === null ? null : { x, y, zoom })
  }, tellingIntervalMs)

  const observer = new ResizeObserver(() => {
    size = { width: canvas.clientWidth, height: canvas.clientHeight }
    invalidate()
  })
  observer.observe(canvas)
  const stops = [
    session.document.onDidChange(dropPicture),
    session.onDidChangeAround(() => {
      outliner = newOutliner()
      dropPicture()
    }),
    session.selection.subscribe(invalidate),
    session.view.subscribe((now, before) => {
      if (now.plane !== before.plane) {
        plane = now.plane
        still = null
        picture = null
      }
      if (now.x !== before.x || now.y !== before.y || now.zoom !== before.zoom) tellView()
      invalidate()
    }),
    session.presence.store.subscribe((now, before) => {
      if (now.others.some(other => other.drag !== null) || before.others.some(other => other.drag !== null))
        picture = null
      invalidate()
    }),
    onDidChangeTheme(() => {
      palette = readPalette(canvas)
      invalidate()
    }),
  ]
  invalidate()

  const stage: Stage = {
    session,
    canvas,
    say,
    view: viewport,
    setView(view) {
      session.presence.follow(null)
      session.view.setState({ x: view.x, y: view.y, zoom: view.zoom })
    },
    picture: currentPicture,
    selected: () => session.selection.getState().nodes.filter(node => session.document.scene.nodes.has(node)),
    selectionBox: () => boxOf(currentPicture(), stage.selected()),
    movable() {
      if (!session.canWrite) {
        say(words.readOnly)
        return []
      }
      if (session.selection.getState().inner !== null) {
        say(words.refused.inner)
        return []
      }
      const now = currentPicture()
      const items = topmost(
        stage.selected().flatMap(node => now.itemOf(node) ?? []),
        node => now.itemOf(node)?.carrier ?? null,
      )
      const free = items.filter(item => whyFixed(item) === null)
      const refusal = items[0] === undefined ? null : whyFixed(items[0])
      if (free.length === 0 && refusal !== null) say(words.refused[refusal])
      return free
    },
    fit() {
      const { bounds } = currentPicture()
      if (bounds !== null) stage.setView(fitted(viewport(), bounds, mostFitZoom[plane]))
    },
    frame(nodes) {
      const rect = union(nodes.flatMap(node => currentPicture().groupBounds(node) ?? []))
      if (rect !== null) stage.setView(fitted(viewport(), rect, mostFitZoom[plane] * 2))
    },
    setLive(changes, sentence) {
      live = changes
      liveWords = sentence
      picture = null
      tellDrag()
      invalidate()
    },
    setMarquee(rect) {
      marquee = rect
      invalidate()
    },
    fineStep: () => Math.min(plane === '2d' ? 1 : 0.1, gridStep(viewport().zoom, 1)),
    dispose() {
      cancelAnimationFrame(frameRequest)
      observer.disconnect()
      for (const stop of stops) stop()
      tellDrag.cancel()
      tellView.cancel()
      session.presence.setDrag(null)
      session.presence.setCursor(null)
    },
  }
  return stage

  function newOutliner(): Outliner {
    return createOutliner({
      classes: session.classes,
      sceneAt: path => session.sceneAt(path),
      imageSize: path => session.imageSizeAt(path) ?? undefined,
      viewport: gameWindow,
    })
  }

  function dropPicture(): void {
    still = null
    picture = null
    invalidate()
  }

  function invalidate(): void {
    if (frameRequest === 0) frameRequest = requestAnimationFrame(draw)
  }

  function stillPicture(): Picture {
    if (still !== null) return still
    const outline = outliner.outline(session.document.scene)
    onDidChangePlanes(outline.planes)
    const [first] = outline.planes
    // A scene with nothing in this plane shows the one that it has.
    if (first !== undefined && !outline.planes.includes(plane)) session.view.setState({ plane: first, zoom: null })
    still = createPicture(outline, plane)
    return still
  }

  function currentPicture(): Picture {
    const overrides = overridden()
    if (overrides.size === 0) return stillPicture()
    picture ??= createPicture(outliner.outline(session.document.scene, overrides), plane)
    return picture
  }

  /** By others first: what is in one's own hand wins. */
  function overridden(): ReadonlyMap<string, Readonly<Record<string, string>>> {
    const overrides = new Map<string, Readonly<Record<string, string>>>()
    for (const { drag } of session.presence.store.getState().others) {
      for (const [node, properties] of Object.entries(drag ?? {})) overrides.set(node, properties)
    }
    for (const [node, properties] of Object.entries(asOverrides(live ?? []))) overrides.set(node, properties)
    return overrides
  }

  function viewport(): Viewport {
    const { x, y, zoom } = session.view.getState()
    const { following, others } = session.presence.store.getState()
    const followed = others.find(other => other.client === following)?.view
    return { x, y, zoom: zoom ?? 1, ...followed, ...size }
  }

  function draw(): void {
    frameRequest = 0
    const context = canvas.getContext('2d')
    if (context === null || size.width === 0 || size.height === 0) return
    if (session.view.getState().zoom === null) firstView(currentPicture())
    const now = currentPicture()
    reveal(now)
    const view = viewport()
    const ratio = window.devicePixelRatio
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.fillStyle = palette.viewport
    context.fillRect(0, 0, size.width, size.height)
    const state = session.view.getState()
    if (state.isGridShown) drawGrid(context, view, palette)
    const nodes = stage.selected()
    const moving = carriedBy(now, new Set(overridden().keys()))
    layer.draw(context, { picture: stillPicture(), moving, view, palette, ratio })
    const movingItems = moving.size === 0 ? [] : now.items.filter(item => moving.has(item.key))
    drawItems(context, movingItems, view, palette, { isHovered: false, showsHidden: false })
    const hidden = now.items.filter(item => item.isHidden && nodes.includes(item.node))
    drawItems(context, hidden, view, palette, { isHovered: false, showsHidden: true })
    const hovered = state.hover === null ? undefined : now.itemOf(state.hover)
    if (hovered !== undefined) {
      const its = now.items.filter(item => item.node === state.hover)
      drawItems(context, its, view, palette, { isHovered: true, showsHidden: false })
      drawLabel(context, now, hovered, view, palette)
    }
    drawPeople(context, session.presence.store.getState().others, now, view, palette)
    const look = selectionLook(now, view, nodes)
    if (look !== null) drawSelection(context, look, view, palette)
    if (marquee !== null) {
      const corner = toScreen(view, marquee)
      const across = { width: marquee.width * view.zoom, height: marquee.height * view.zoom }
      drawMarquee(context, { ...corner, ...across }, palette)
    }
    drawRulers(context, view, palette)
  }

  /** All of it, or what the game's window shows where there is much more: skies and seas reach far. */
  function firstView({ bounds }: Picture): void {
    if (bounds === null) return
    const { x, y, zoom } = firstFitted(viewport(), bounds, plane, gameWindow)
    session.view.setState({ x, y, zoom })
  }

  function selectionLook(now: Picture, view: Viewport, nodes: readonly NodeId[]): SelectionLook | null {
    const { inner } = session.selection.getState()
    const innerKey = inner === null ? null : `${inner.instance}/${inner.path}`
    const items =
      innerKey === null
        ? nodes.flatMap(node => now.itemOf(node) ?? [])
        : now.items.filter(item => item.key === innerKey)
    const box = boxAround(now, items)
    if (box === null) return null
    const { tool } = session.view.getState()
    const canChange = session.canWrite && items.some(item => whyFixed(item) === null)
    const has = {
      scale: canChange && (tool === 'select' || tool === 'scale'),
      rotate: canChange && (tool === 'select' || tool === 'rotate'),
    }
    return {
      box,
      items,
      handles: live === null ? placeHandles(view, box, has) : [],
      pivot: pivotOf(items, box),
      words: live === null ? sizeWords(items, box) : liveWords,
    }
  }

  /** Pans to what somebody asked for, if it is out of sight. */
  function reveal(now: Picture): void {
    const { reveal: wanted } = session.view.getState()
    if (wanted === null) return
    const [first] = wanted
    const other = first === undefined ? undefined : now.planeOf(first)
    if (other !== undefined && other !== plane) {
      session.view.setState({ plane: other, zoom: null })
      return
    }
    session.view.setState({ reveal: null })
    const rect = union(wanted.flatMap(node => now.groupBounds(node) ?? []))
    const room = rulerSize / viewport().zoom
    const seen = visibleRect(viewport())
    const inside = { x: seen.x + room, y: seen.y + room, width: seen.width - room, height: seen.height - room }
    if (rect === null || intersects(rect, inside)) return
    const { x, y, zoom } = fitted(viewport(), rect, viewport().zoom)
    session.view.setState({ x, y, zoom })
  }
}

export function sizeWords(items: readonly OutlineItem[], { frame, rect }: Box): string {
  const [only] = items
  if (only === undefined) return ''
  if (items.length > 1) return words.several(items.length)
  const width = rect.width * Math.hypot(frame.a, frame.b)
  const height = rect.height * Math.hypot(frame.c, frame.d)
  return width === 0 && height === 0 ? only.name : `${only.name}, ${shortNumber(width)} × ${shortNumber(height)}`
}

function asOverrides(changes: readonly PropertyChange[]): Record<string, Record<string, string>> {
  const overrides: Record<string, Record<string, string>> = {}
  for (const { node, name, text } of changes) overrides[node] = { ...overrides[node], [name]: text }
  return overrides
}

/** At once, then at most so often, the last call always carried out. */
export function throttled(run: () => void, intervalMs: number): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWanted = false
  const call = () => {
    if (timer !== undefined) {
      isWanted = true
      return
    }
    run()
    timer = setTimeout(() => {
      timer = undefined
      if (!isWanted) return
      isWanted = false
      call()
    }, intervalMs)
  }
  return Object.assign(call, {
    cancel() {
      clearTimeout(timer)
      timer = undefined
      isWanted = false
    },
  })
}
