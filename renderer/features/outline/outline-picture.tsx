/** A picture of a scene that cannot be changed: a state of the past, the other side of a comparison. */
import { type KeyboardEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { StoreApi } from 'zustand'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import type { ChangeMark } from './draw-change-marks.ts'
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
  /** Boxes with words over what differs; nothing steps back for them. */
  readonly labels?: readonly ChangeMark[]
  /** The same scene in another state, drawn below where something is marked, or whole where nothing is. */
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
const noLabels: readonly ChangeMark[] = []
const clickSlop = 4
const wheelZoomSpeed = 0.0022
const panStep = 40
const zoomStep = 1.25

export function OutlinePicture(props: OutlinePictureProps): ReactElement {
  const { scene, around, label, marks = noMarks, shadow = null, selected = null, onSelect } = props
  const { gameWindow = defaultWindow, carriers = noCarriers, labels = noLabels } = props
  const [ownView] = useState(createPictureView)
  const view = props.view ?? ownView
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<PictureStage | null>(null)
  const press = useRef<{ from: Point; last: Point } | null>(null)
  const { x: windowWidth, y: windowHeight } = gameWindow

  const content = useRef({ scene, shadow, marks, carriers, labels, selected })

  useEffect(() => {
    content.current = { scene, shadow, marks, carriers, labels, selected }
    stage.current?.show(content.current)
  }, [scene, shadow, marks, carriers, labels, selected])

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
}
