/**
 * A scene drawn to be looked at: nothing in it can be taken hold of, and no session stands behind it.
 *
 * What is marked stands out in its hue, all else steps back; a second scene can lie under it as a shadow. Several
 * pictures of one thing share a view, so that they are panned and zoomed together. Owner's duties: call `dispose`.
 */
import { createStore, type StoreApi } from 'zustand'
import { hitItems } from '../../../shared/scene/geometry/hit-test.ts'
import { createOutliner } from '../../../shared/scene/geometry/outline.ts'
import type { OutlineItem, Plane } from '../../../shared/scene/geometry/outline-item.ts'
import { union } from '../../../shared/scene/geometry/rect.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { type ChangeMark, drawChangeMarks } from './draw-change-marks.ts'
import { drawGrid } from './draw-grid.ts'
import { drawItems } from './draw-items.ts'
import { drawLabels } from './draw-labels.ts'
import { markRadius } from './draw-mark.ts'
import { onDidChangeTheme, type Palette, readPalette } from './palette.ts'
import { carriedBy, createPicture, type Picture } from './picture.ts'
import { fitted, panned, toPlane, type Viewport, zoomedAt } from './viewport.ts'

/** Where other scenes, images and class names come from: an open scene has it all. */
export type PictureSurroundings = Pick<SceneSession, 'classes' | 'sceneAt' | 'imageSizeAt' | 'onDidChangeAround'>

export type PictureMark = keyof Palette['change']

export interface PictureContent {
  readonly scene: Scene
  /** Drawn below, for what is not where it was. */
  readonly shadow: Scene | null
  /** By node id. Where it is empty, nothing steps back. */
  readonly marks: ReadonlyMap<string, PictureMark>
  /** Marked nodes whose place differs: what they carry differs with them. */
  readonly carriers: ReadonlySet<string>
  /** Boxes with words, over everything. */
  readonly labels: readonly ChangeMark[]
  readonly selected: NodeId | null
}

export interface PictureView {
  readonly x: number
  readonly y: number
  /** Pixels per unit; null until something has been fitted. */
  readonly zoom: number | null
}

export interface PictureStage {
  show(content: PictureContent): void
  /** All that is marked, or everything. */
  fit(): void
  pan(by: Point): void
  zoom(times: number, at?: Point): void
  nodeAt(pixel: Point): NodeId | null
  dispose(): void
}

export function createPictureView(): StoreApi<PictureView> {
  return createStore<PictureView>(() => ({ x: 0, y: 0, zoom: null }))
}

const mostFitZoom: Readonly<Record<Plane, number>> = { '2d': 2, top: 160 }
const hitReach = 5
/** A picture is small: what is fitted has less room around it than in the outline. */
const lessMargin = 72

export function createPictureStage(
  canvas: HTMLCanvasElement,
  around: PictureSurroundings,
  gameWindow: Point,
  view: StoreApi<PictureView>,
): PictureStage {
  let outliner = newOutliner()
  let palette = readPalette(canvas)
  let size = { width: canvas.clientWidth, height: canvas.clientHeight }
  let content: PictureContent | null = null
  let pictures: { readonly now: Picture; readonly shadow: Picture | null } | null = null
  let frameRequest = 0
  const observer = new ResizeObserver(() => {
    size = { width: canvas.clientWidth, height: canvas.clientHeight }
    invalidate()
  })
  observer.observe(canvas)
  const stops = [
    view.subscribe(invalidate),
    around.onDidChangeAround(() => {
      outliner = newOutliner()
      pictures = null
      invalidate()
    }),
    onDidChangeTheme(() => {
      palette = readPalette(canvas)
      invalidate()
    }),
  ]

  function newOutliner() {
    return createOutliner({
      classes: around.classes,
      sceneAt: path => around.sceneAt(path),
      imageSize: path => around.imageSizeAt(path) ?? undefined,
      viewport: gameWindow,
    })
  }

  function invalidate(): void {
    if (frameRequest === 0) frameRequest = requestAnimationFrame(draw)
  }

  function currentPictures(of: PictureContent) {
    if (pictures !== null) return pictures
    const now = outliner.outline(of.scene)
    const shadow = of.shadow === null ? null : outliner.outline(of.shadow)
    const plane = now.planes[0] ?? shadow?.planes[0] ?? '2d'
    pictures = { now: createPicture(now, plane), shadow: shadow === null ? null : createPicture(shadow, plane) }
    return pictures
  }

  function viewport(): Viewport {
    const { x, y, zoom } = view.getState()
    return { x, y, zoom: zoom ?? 1, ...size }
  }

  function fitAll(): void {
    if (content === null || size.width === 0) return
    const { now, shadow } = currentPictures(content)
    const marked = [now, ...(shadow === null ? [] : [shadow])].flatMap(picture => {
      const marks = marksIn(picture)
      const items = picture.items.filter(item => !item.isHidden && !item.isHollow && marks.has(item.key))
      return items.filter(item => item.extent !== null || item.mark !== null).map(item => item.bounds)
    })
    const rect = union(marked) ?? now.bounds ?? shadow?.bounds ?? null
    if (rect === null) return
    const seen = viewport()
    const roomy = { ...seen, width: seen.width + lessMargin, height: seen.height + lessMargin }
    const { x, y, zoom } = fitted(roomy, rect, mostFitZoom[now.plane])
    view.setState({ x, y, zoom })
  }

  /** By item: of a node itself, or of the nearest one that carries it elsewhere. */
  function marksIn(picture: Picture): ReadonlyMap<string, PictureMark> {
    const marks = new Map<string, PictureMark>()
    if (content === null) return marks
    for (const node of content.carriers) {
      const mark = content.marks.get(node)
      if (mark !== undefined) for (const key of carriedBy(picture, new Set([node]))) marks.set(key, mark)
    }
    for (const item of picture.items) {
      const mark = content.marks.get(item.node)
      if (mark !== undefined) marks.set(item.key, mark)
    }
    return marks
  }

  function draw(): void {
    frameRequest = 0
    const context = canvas.getContext('2d')
    if (context === null || content === null || size.width === 0 || size.height === 0) return
    if (view.getState().zoom === null) fitAll()
    const { now, shadow } = currentPictures(content)
    const ratio = window.devicePixelRatio
    canvas.width = Math.round(size.width * ratio)
    canvas.height = Math.round(size.height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.fillStyle = palette.viewport
    context.fillRect(0, 0, size.width, size.height)
    const seen = viewport()
    drawGrid(context, seen, palette)
    if (shadow !== null) drawMarked(context, shadow, content, seen, true)
    drawMarked(context, now, content, seen, false)
    drawLabelled(context, content.labels, { now, shadow }, seen)
  }

  /** What is not there any more has its box where it was. */
  function drawLabelled(
    context: CanvasRenderingContext2D,
    labels: readonly ChangeMark[],
    { now, shadow }: { readonly now: Picture; readonly shadow: Picture | null },
    seen: Viewport,
  ): void {
    const isHere = ({ node }: ChangeMark) => now.itemOf(node) !== undefined
    drawChangeMarks(context, now, labels.filter(isHere), seen, palette)
    if (shadow === null) return
    drawChangeMarks(
      context,
      shadow,
      labels.filter(label => label.isGhost && !isHere(label)),
      seen,
      palette,
    )
  }

  /** `isShadow`: only what is marked, as it was; all of it, faintly, where nothing is. */
  function drawMarked(
    context: CanvasRenderingContext2D,
    picture: Picture,
    { selected, marks: named }: PictureContent,
    seen: Viewport,
    isShadow: boolean,
  ): void {
    const shown = picture.items.filter(item => !item.isHidden)
    const marks = marksIn(picture)
    const markOf = (item: OutlineItem) => marks.get(item.key) ?? null
    const isPlain = marks.size === 0
    const plain = isShadow && !isPlain ? [] : shown.filter(item => markOf(item) === null)
    drawItems(context, plain, seen, isPlain && !isShadow ? palette : inOneColour(palette.lineStrong), still)
    for (const kind of ['changed', 'moved', 'added', 'removed'] as const) {
      const items = shown.filter(item => markOf(item) === kind)
      drawItems(
        context,
        items,
        seen,
        inOneColour(isShadow && kind !== 'removed' ? palette.textThird : palette.change[kind]),
        {
          isHovered: !isShadow,
          showsHidden: false,
        },
      )
    }
    if (!isShadow) drawLabels(context, picture, seen, palette, item => !item.isInner && named.has(item.node))
    const chosen = selected === null ? [] : shown.filter(item => item.node === selected)
    drawItems(context, chosen, seen, inOneColour(palette.accent), { isHovered: true, showsHidden: true })
  }

  function inOneColour(colour: string): Palette {
    return { ...palette, family: { '2d': colour, '3d': colour, ui: colour, other: colour } }
  }

  return {
    show(next) {
      if (content?.scene !== next.scene || content.shadow !== next.shadow) pictures = null
      content = next
      invalidate()
    },
    fit: fitAll,
    pan(by) {
      const { x, y } = panned(viewport(), by)
      view.setState({ x, y })
    },
    zoom(times, at = { x: size.width / 2, y: size.height / 2 }) {
      const seen = viewport()
      const { x, y, zoom } = zoomedAt(seen, seen.zoom * times, at)
      view.setState({ x, y, zoom })
    },
    nodeAt(pixel) {
      if (content === null) return null
      const seen = viewport()
      const { items } = currentPictures(content).now
      return hitItems(items, toPlane(seen, pixel), hitReach / seen.zoom, markRadius / seen.zoom)[0]?.node ?? null
    },
    dispose() {
      cancelAnimationFrame(frameRequest)
      observer.disconnect()
      for (const stop of stops) stop()
    },
  }
}

const still = { isHovered: false, showsHidden: false } as const
