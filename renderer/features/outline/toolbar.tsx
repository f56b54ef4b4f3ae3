/** The row above the canvas. */
import { ChevronDown, Grid2x2, type LucideIcon, Magnet, MousePointer2, Move, RotateCw, Scaling } from 'lucide-react'
import { type ReactElement, type RefObject, useMemo } from 'react'
import { ToggleButton, ToggleButtonGroup, Toolbar } from 'react-aria-components'
import { useStore } from 'zustand'
import type { Plane } from '../../../shared/scene/geometry/outline-item.ts'
import type { SceneSession, Tool } from '../../session/scene-session.ts'
import { IconButton } from '../../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../../ui/overlay.tsx'
import { zoomFactor, zoomTo } from './actions.ts'
import type { Stage } from './stage.ts'
import { words } from './words.ts'

const tools: readonly { readonly tool: Tool; readonly icon: LucideIcon; readonly keys: string }[] = [
  { tool: 'select', icon: MousePointer2, keys: 'Q' },
  { tool: 'move', icon: Move, keys: 'W' },
  { tool: 'rotate', icon: RotateCw, keys: 'E' },
  { tool: 'scale', icon: Scaling, keys: 'R' },
]

const zoomSteps: Readonly<Record<Plane, readonly number[]>> = { '2d': [0.25, 0.5, 1, 2, 4], top: [5, 10, 20, 50, 100] }

export interface OutlineToolbarProps {
  readonly session: SceneSession
  readonly stage: RefObject<Stage | null>
  readonly planes: readonly Plane[]
  /** Filled in by the pointer, many times a second: not by React. */
  readonly readout: RefObject<HTMLSpanElement | null>
}

export function OutlineToolbar({ session, stage, planes, readout }: OutlineToolbarProps): ReactElement {
  const tool = useStore(session.view, state => state.tool)
  const isSnapping = useStore(session.view, state => state.isSnapping)
  const isGridShown = useStore(session.view, state => state.isGridShown)
  return (
    <Toolbar className="outline-toolbar" aria-label={words.toolbar}>
      {tools.map(({ tool: each, icon: Icon, keys }) => (
        <IconButton
          key={each}
          icon={<Icon aria-hidden />}
          label={words.tools[each]}
          keys={keys}
          isOn={tool === each}
          onPress={() => session.view.setState({ tool: each })}
        />
      ))}
      <span className="outline-divider" />
      <IconButton
        icon={<Magnet aria-hidden />}
        label={words.snap}
        isOn={isSnapping}
        onPress={() => session.view.setState({ isSnapping: !isSnapping })}
      />
      <IconButton
        icon={<Grid2x2 aria-hidden />}
        label={words.grid}
        isOn={isGridShown}
        onPress={() => session.view.setState({ isGridShown: !isGridShown })}
      />
      <span className="outline-divider" />
      <span className="second">{words.mode}</span>
      {planes.length > 1 && <PlaneSwitch session={session} planes={planes} />}
      <span className="outline-space" />
      <span className="outline-readout mono" ref={readout} aria-hidden />
      <span className="outline-divider" />
      <ZoomMenu session={session} stage={stage} />
    </Toolbar>
  )
}

function PlaneSwitch({ session, planes }: Pick<OutlineToolbarProps, 'session' | 'planes'>): ReactElement {
  const plane = useStore(session.view, state => state.plane)
  return (
    <ToggleButtonGroup
      className="outline-planes"
      aria-label={words.planeSwitch}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[plane]}
      onSelectionChange={keys => {
        const chosen = planes.find(each => keys.has(each))
        if (chosen !== undefined && chosen !== plane) session.view.setState({ plane: chosen, zoom: null, hover: null })
      }}
    >
      {planes.map(each => (
        <ToggleButton key={each} id={each} className="outline-plane">
          {words.planes[each]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

function ZoomMenu({ session, stage }: Pick<OutlineToolbarProps, 'session' | 'stage'>): ReactElement {
  const zoom = useStore(session.view, state => state.zoom)
  const plane = useStore(session.view, state => state.plane)
  const entries = useMemo((): MenuEntry[] => {
    const to = (next: (present: number) => number) => {
      if (stage.current !== null) zoomTo(stage.current, next)
    }
    return [
      { kind: 'item', id: 'in', label: words.zoomIn, keys: 'Mod+=', run: () => to(present => present * zoomFactor) },
      { kind: 'item', id: 'out', label: words.zoomOut, keys: 'Mod+-', run: () => to(present => present / zoomFactor) },
      { kind: 'item', id: 'fit', label: words.fit, keys: 'Mod+0', run: () => stage.current?.fit() },
      {
        kind: 'item',
        id: 'frame',
        label: words.frame,
        keys: 'F',
        run: () => stage.current?.frame(stage.current.selected()),
      },
      { kind: 'separator', id: 'steps' },
      ...zoomSteps[plane].map(step => ({
        kind: 'item' as const,
        id: String(step),
        label: zoomText(step, plane),
        run: () => to(() => step),
      })),
    ]
  }, [stage, plane])
  return (
    <MenuButton
      label={zoom === null ? words.zoom : `${words.zoom}, ${zoomText(zoom, plane)}`}
      className="outline-zoom mono"
      entries={entries}
      button={
        <>
          {zoom === null ? '' : zoomText(zoom, plane)}
          <ChevronDown aria-hidden />
        </>
      }
    />
  )
}

/** A metre has no pixels of its own to be compared with. */
function zoomText(zoom: number, plane: Plane): string {
  const shown = plane === '2d' ? zoom * 100 : zoom
  return `${shown < 10 ? shown.toFixed(1) : Math.round(shown)} ${words.zoomUnits[plane]}`
}
