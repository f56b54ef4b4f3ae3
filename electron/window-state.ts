/** Where the window was, in a file of the profile; used again only where it still lies on a screen. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'
import type { Electron } from './electron-module.ts'

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })
const windowState = z.object({ bounds: rectangle, isMaximized: z.boolean(), isFullScreen: z.boolean() })
export type WindowState = z.infer<typeof windowState>

export const smallest = { width: 800, height: 500 } as const
const usual = { width: 1440, height: 900 } as const

/** How much of the title bar must be on a screen, so that it can be taken hold of. */
const visible = { width: 160, height: 40 } as const

export interface WindowStateFile {
  /** With bounds that fit the screens of now; without a place where none is known. */
  load(): { readonly bounds: Partial<Rectangle>; readonly isMaximized: boolean; readonly isFullScreen: boolean }
  save(window: BrowserWindow): void
}

/** `file` in a folder that is there. */
export function createWindowState(electron: Pick<Electron, 'screen'>, file: string): WindowStateFile {
  return {
    load() {
      const state = read(file)
      const areas = electron.screen.getAllDisplays().map(({ workArea }) => workArea)
      if (state === null) return { bounds: { ...usual }, isMaximized: false, isFullScreen: false }
      return { ...state, bounds: fitToScreens(state.bounds, areas) }
    },
    save(window) {
      const state: WindowState = {
        // Of the window as it is when not maximised.
        bounds: window.getNormalBounds(),
        isMaximized: window.isMaximized(),
        isFullScreen: window.isFullScreen(),
      }
      writeFileSync(`${file}.new`, JSON.stringify(state))
      renameSync(`${file}.new`, file)
    },
  }
}

/** `bounds` as they are where a part of the title bar is on a screen; else only a size, not above the first screen's. */
export function fitToScreens(bounds: Rectangle, areas: readonly Rectangle[]): Partial<Rectangle> {
  const width = Math.max(bounds.width, smallest.width)
  const height = Math.max(bounds.height, smallest.height)
  const isReachable = areas.some(area => {
    const overlap = Math.min(bounds.x + width, area.x + area.width) - Math.max(bounds.x, area.x)
    return overlap >= visible.width && bounds.y >= area.y && bounds.y <= area.y + area.height - visible.height
  })
  if (isReachable) return { x: bounds.x, y: bounds.y, width, height }
  const first = areas[0] ?? usual
  return { width: Math.min(width, first.width), height: Math.min(height, first.height) }
}

/** Null where there is no file, or one that says nothing useful: it is only a convenience. */
function read(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
