/** The outline of a scene in its tab: toolbar, canvas, and what is said to those who cannot see it. */
import { Eye } from 'lucide-react'
import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Plane } from '../../../shared/scene/geometry/outline-item.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { registerStage } from './actions.ts'
import { shortNumber } from './drag.ts'
import { listenToKeys } from './keyboard.ts'
import { createPointerInput } from './pointer.ts'
import { createStage, type Stage } from './stage.ts'
import { OutlineToolbar } from './toolbar.tsx'
import { words } from './words.ts'
import './outline.css'

export interface OutlineProps {
  readonly session: SceneSession
  readonly onOpenScene?: (path: string) => void
  /** The window of the game, in pixels; Godot's default unless told. */
  readonly gameWindow?: Point
}

const defaultWindow: Point = { x: 1152, y: 648 }
/** How long a sentence stays in sight. */
const noteMs = 4000

export function Outline({ session, onOpenScene, gameWindow = defaultWindow }: OutlineProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage | null>(null)
  const readout = useRef<HTMLSpanElement>(null)
  const openScene = useRef(onOpenScene)
  const [planes, setPlanes] = useState<readonly Plane[] | null>(null)
  const [said, setSaid] = useState({ sentence: '', isNote: false })
  const help = useId()
  const { x: windowWidth, y: windowHeight } = gameWindow

  useEffect(() => {
    openScene.current = onOpenScene
  }, [onOpenScene])

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let noteTimer: ReturnType<typeof setTimeout> | undefined
    const say = (sentence: string) => {
      clearTimeout(noteTimer)
      setSaid({ sentence, isNote: isReason(sentence) })
      noteTimer = setTimeout(() => setSaid(now => ({ ...now, isNote: false })), noteMs)
    }
    const made = createStage({
      canvas: element,
      session,
      gameWindow: { x: windowWidth, y: windowHeight },
      say,
      onDidChangePlanes: now => setPlanes(before => (before?.join() === now.join() ? before : now)),
    })
    stage.current = made
    const pointer = createPointerInput({
      stage: made,
      onMove(at) {
        if (readout.current !== null) readout.current.textContent = at === null ? '' : readoutText(at, made.fineStep())
      },
      onOpenInstance: path => openScene.current?.(path),
    })
    const stopKeys = listenToKeys(made, pointer)
    const unregister = registerStage(made)
    return () => {
      clearTimeout(noteTimer)
      unregister()
      stopKeys()
      pointer.dispose()
      made.dispose()
      stage.current = null
    }
  }, [session, windowWidth, windowHeight])

  return (
    <div className="outline">
      <OutlineToolbar session={session} stage={stage} planes={planes ?? []} readout={readout} />
      <div className="outline-stage">
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a canvas that is driven by keys is an application; it has no role of its own. */}
        <canvas
          ref={canvas}
          className="outline-canvas"
          data-scope="outline scene"
          role="application"
          tabIndex={0}
          aria-label={words.canvas}
          aria-describedby={help}
        />
        <p id={help} className="outline-unseen">
          {words.canvasHelp}
        </p>
        <p className={said.isNote ? 'outline-note' : 'outline-unseen'} role="status">
          {said.sentence}
        </p>
        <Following session={session} />
        {planes?.length === 0 && (
          <div className="outline-empty">
            <Empty>
              {words.empty}
              <br />
              {words.emptyHint}
            </Empty>
          </div>
        )}
      </div>
    </div>
  )
}

function Following({ session }: { readonly session: SceneSession }): ReactElement | null {
  const followed = useStore(session.presence.store, ({ following, others }) =>
    others.find(({ client }) => client === following),
  )
  if (followed === undefined) return null
  return (
    <div className="outline-following" style={{ borderColor: `var(--person-${followed.user.color})` }}>
      <Eye aria-hidden />
      {words.following(followed.user.name)}
      <Button kind="text" onPress={() => session.presence.follow(null)}>
        {words.stopFollowing}
      </Button>
    </div>
  )
}

/** Why something did not happen is shown to everybody; what did happen is plain to see. */
function isReason(sentence: string): boolean {
  return sentence === words.readOnly || Object.values<string>(words.refused).includes(sentence)
}

function readoutText({ x, y }: Point, step: number): string {
  const number = (value: number) => (step >= 1 ? String(Math.round(value) + 0).replace('-', '−') : shortNumber(value))
  return `x ${number(x)}  y ${number(y)}`
}
