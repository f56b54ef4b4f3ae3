<<<<<<< HEAD
/**
 * A scene that is only looked at: its outline with marks on what is different. Wheel and drag move the paper; several
 * pictures that share a `view` move together.
 */
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createOutliner } from '../../../shared/scene/geometry/outline.ts'
import type { Plane } from '../../../shared/scene/geometry/outline-item.ts'
import { union } from '../../../shared/scene/geometry/rect.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { Scene } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { type ChangeColours, type ChangeMark, drawChangeMarks } from './draw-change-marks.ts'
import { drawGrid } from './draw-grid.ts'
import { drawItems } from './draw-items.ts'
import { onDidChangeTheme, type Palette, readPalette } from './palette.ts'
import { createPicture, type Picture } from './picture.ts'
import { firstFitted, panned, type Viewport, zoomedAt } from './viewport.ts'

/** Where several pictures look; null until one of them has fitted its scene. */
export type PictureView = Pick<Viewport, 'x' | 'y' | 'zoom'> | null

export interface OutlinePictureProps {
  readonly scene: Scene
  /** Drawn faintly below: the other state. */
  readonly under?: Scene
  /** Whatever the scene instances, images and classes come from here. The same for the life of the picture. */
  readonly around: Pick<SceneSession, 'classes' | 'sceneAt' | 'imageSizeAt' | 'onDidChangeAround'>
  readonly marks: readonly ChangeMark[]
  readonly plane: Plane
  readonly view: PictureView
  readonly onView: (view: NonNullable<PictureView>) => void
  readonly gameWindow?: Point
  readonly label: string
}

const defaultWindow: Point = { x: 1152, y: 648 }
const wheelZoomSpeed = 0.0022

export function OutlinePicture(props: OutlinePictureProps): ReactElement {
  const { scene, under, around, marks, plane, view, onView, gameWindow = defaultWindow, label } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [theme, setTheme] = useState(0)
  const { x: windowWidth, y: windowHeight } = gameWindow
  const make = useCallback(
    () =>
      createOutliner({
        classes: around.classes,
        sceneAt: path => around.sceneAt(path),
        imageSize: path => around.imageSizeAt(path) ?? undefined,
        viewport: { x: windowWidth, y: windowHeight },
      }),
    [around, windowWidth, windowHeight],
  )
  // What arrived around is read with a new one: the old one keeps what it has read.
  const [outliner, setOutliner] = useState(make)
  const picture = useMemo(() => createPicture(outliner.outline(scene), plane), [outliner, scene, plane])
  const below = useMemo(
    () => (under === undefined ? null : createPicture(outliner.outline(under), plane)),
    [outliner, under, plane],
  )

  useEffect(() => around.onDidChangeAround(() => setOutliner(make())), [around, make])
  useEffect(() => onDidChangeTheme(() => setTheme(now => now + 1)), [])
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // The first picture that knows its size chooses where all of them look.
  useEffect(() => {
    if (view !== null || size.width === 0) return
    const bounds = union([picture.bounds, below?.bounds ?? null].filter(each => each !== null))
    const whole = { x: 0, y: 0, zoom: 1, ...size }
    onView(bounds === null ? whole : firstFitted(whole, bounds, plane, { x: windowWidth, y: windowHeight }))
  }, [view, size, picture, below, plane, onView, windowWidth, windowHeight])

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again with another theme.
  useEffect(() => {
    const element = canvas.current
    if (element === null || view === null || size.width === 0) return
    const request = requestAnimationFrame(() => draw(element, { ...view, ...size }, { picture, below, marks }))
    return () => cancelAnimationFrame(request)
  }, [view, size, picture, below, marks, theme])

  usePaper(canvas, view === null || size.width === 0 ? null : { ...view, ...size }, onView)
  return <canvas ref={canvas} className="outline-picture" role="img" aria-label={label} />
}

interface Content {
  readonly picture: Picture
  readonly below: Picture | null
  readonly marks: readonly ChangeMark[]
}

const noEmphasis = { isHovered: false, showsHidden: false } as const

function draw(canvas: HTMLCanvasElement, view: Viewport, { picture, below, marks }: Content): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const palette = readPalette(canvas)
  const ratio = window.devicePixelRatio
  canvas.width = Math.round(view.width * ratio)
  canvas.height = Math.round(view.height * ratio)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = palette.viewport
  context.fillRect(0, 0, view.width, view.height)
  drawGrid(context, view, palette)
  if (below !== null) drawItems(context, below.items, view, fadedPalette(palette), noEmphasis)
  drawItems(context, picture.items, view, palette, noEmphasis)
  const here = marks.filter(mark => !mark.isGhost || picture.itemOf(mark.node) !== undefined)
  const colours = readColours(canvas)
  drawChangeMarks(context, picture, here, view, palette, colours)
  if (below !== null) {
    const gone = marks.filter(mark => mark.isGhost && picture.itemOf(mark.node) === undefined)
    drawChangeMarks(context, below, gone, view, palette, colours)
  }
}

function readColours(element: Element): ChangeColours {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return { added: read('added'), removed: read('removed'), changed: read('changed'), moved: read('moved') }
}

/** All of one quiet colour, so that the two states are told apart. */
function fadedPalette(palette: Palette): Palette {
  const faded = palette.lineStrong
  return { ...palette, family: { '2d': faded, '3d': faded, ui: faded, other: faded }, light: faded }
}

/** Dragging pulls the paper, the wheel zooms where the pointer is. */
function usePaper(
  canvas: { readonly current: HTMLCanvasElement | null },
  view: Viewport | null,
  onView: OutlinePictureProps['onView'],
): void {
  const latest = useRef({ view, onView })
  useEffect(() => {
    latest.current = { view, onView }
  })
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let last: Point | null = null
    const at = (event: MouseEvent) => ({ x: event.offsetX, y: event.offsetY })
    const look = (next: Viewport) => latest.current.onView({ x: next.x, y: next.y, zoom: next.zoom })
    const onWheel = (event: WheelEvent) => {
      const { view: now } = latest.current
      if (now === null) return
      event.preventDefault()
      if (event.ctrlKey || event.deltaMode !== 0 || Math.abs(event.deltaX) < 1)
        look(zoomedAt(now, now.zoom * Math.exp(-event.deltaY * wheelZoomSpeed), at(event)))
      else look(panned(now, { x: -event.deltaX, y: -event.deltaY }))
    }
    const onDown = (event: PointerEvent) => {
      element.setPointerCapture(event.pointerId)
      last = at(event)
    }
    const onMove = (event: PointerEvent) => {
      const { view: now } = latest.current
      if (last === null || now === null) return
      const here = at(event)
      look(panned(now, { x: here.x - last.x, y: here.y - last.y }))
      last = here
    }
    const onUp = () => {
      last = null
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onUp)
    }
  }, [canvas])
=======
/** A picture of a scene that cannot be changed: a state of the past, the other side of a comparison. */
import { type KeyboardEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { StoreApi } from 'zustand'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import {
  createPictureStage,
  createPictureView,
  type PictureMark,
  type PictureStage,
  type PictureSurroundings,
  type PictureView,
} from './picture-stage.ts'
import './outline.css'

export interface OutlinePictureProps {
  readonly scene: Scene
  /** For instances, images and classes: an open scene of the project. Must keep its identity. */
  readonly around: PictureSurroundings
  /** What is shown, in words. */
  readonly label: string
  /** By node id; what is not marked steps back. */
  readonly marks?: ReadonlyMap<string, PictureMark>
  /** Marked nodes whose place differs: what they carry is marked with them. */
  readonly carriers?: ReadonlySet<string>
  /** The same scene in another state, drawn below where something is marked. */
  readonly shadow?: Scene | null
  readonly selected?: NodeId | null
  readonly onSelect?: (node: NodeId | null) => void
  /** Of `createPictureView`, to pan and zoom several together. */
  readonly view?: StoreApi<PictureView>
  /** The window of the game, in pixels; Godot's default unless told. */
  readonly gameWindow?: Point
}

const defaultWindow: Point = { x: 1152, y: 648 }
const noMarks: ReadonlyMap<string, PictureMark> = new Map()
const noCarriers: ReadonlySet<string> = new Set()
const clickSlop = 4
const wheelZoomSpeed = 0.0022
const panStep = 40
const zoomStep = 1.25

export function OutlinePicture(props: OutlinePictureProps): ReactElement {
  const { scene, around, label, marks = noMarks, shadow = null, selected = null, onSelect } = props
  const { gameWindow = defaultWindow, carriers = noCarriers } = props
  const [ownView] = useState(createPictureView)
  const view = props.view ?? ownView
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<PictureStage | null>(null)
  const press = useRef<{ from: Point; last: Point } | null>(null)
  const { x: windowWidth, y: windowHeight } = gameWindow

  const content = useRef({ scene, shadow, marks, carriers, selected })

  useEffect(() => {
    content.current = { scene, shadow, marks, carriers, selected }
    stage.current?.show(content.current)
  }, [scene, shadow, marks, carriers, selected])

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const made = createPictureStage(element, around, { x: windowWidth, y: windowHeight }, view)
    stage.current = made
    made.show(content.current)
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      made.zoom(Math.exp(-event.deltaY * wheelZoomSpeed), { x: event.offsetX, y: event.offsetY })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
      made.dispose()
      stage.current = null
    }
  }, [around, view, windowWidth, windowHeight])

  function onPointerUp(event: PointerEvent<HTMLCanvasElement>): void {
    const started = press.current
    press.current = null
    if (started === null || onSelect === undefined) return
    const at = pixelOf(event)
    if (Math.hypot(at.x - started.from.x, at.y - started.from.y) <= clickSlop)
      onSelect(stage.current?.nodeAt(at) ?? null)
  }

  function onPointerMove(event: PointerEvent<HTMLCanvasElement>): void {
    const at = pixelOf(event)
    const last = press.current?.last
    if (press.current === null || last === undefined) return
    stage.current?.pan({ x: at.x - last.x, y: at.y - last.y })
    press.current.last = at
  }

  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key]
    if (move !== undefined) stage.current?.pan(move)
    else if (event.key === '+' || event.key === '=') stage.current?.zoom(zoomStep)
    else if (event.key === '-') stage.current?.zoom(1 / zoomStep)
    else if (event.key === '0' || event.key === 'f') stage.current?.fit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a canvas that is panned by keys; it has no role of its own.
    <canvas
      ref={canvas}
      className="outline-canvas outline-picture"
      role="application"
      tabIndex={0}
      aria-label={label}
      onKeyDown={onKeyDown}
      onDoubleClick={() => stage.current?.fit()}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        press.current = { from: pixelOf(event), last: pixelOf(event) }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
    />
  )
}

const moves: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: panStep, y: 0 },
  ArrowRight: { x: -panStep, y: 0 },
  ArrowUp: { x: 0, y: panStep },
  ArrowDown: { x: 0, y: -panStep },
}

function pixelOf({ nativeEvent }: PointerEvent): Point {
  return { x: nativeEvent.offsetX, y: nativeEvent.offsetY }
>>>>>>> 6e9415f (outline: a picture of any scene, marked, over a shadow of another state, to be looked at)
}
