/**
 * What passes between the window and the main process: the names of the messages, and their shapes.
 * The preload offers it as `window.weft`; the main process parses all of it again, for a page can be taken over.
 */
export interface CommandData {
  /** `area.verb`; the area chooses the menu. */
  readonly id: string
  readonly title: string
  /** As the palette shows them: `Mod+Shift+D`. */
  readonly keys?: string | undefined
  readonly isEnabled: boolean
}

/** `window.weft` */
export interface WeftBridge {
  /** A pair of ports to the host follows, as a message `weft:ports` to the window: calls first, documents second. */
  connect(): void
  /** The system's folder dialog. Absolute path, or null where nothing was chosen. */
  chooseFolder(): Promise<string | null>
  /** Everything for the menus. Again whenever something of it changes. */
  setCommands(commands: readonly CommandData[]): void
  /** A command was chosen in a menu. Returns what stops listening. */
  onCommand(listener: (id: string) => void): () => void
}

/** `ports` is part of the agreement with the page: renderer/session/port-link.ts. */
export const channels = {
  connect: 'weft:connect',
  ports: 'weft:ports',
  chooseFolder: 'weft:choose-folder',
  setCommands: 'weft:set-commands',
  command: 'weft:command',
} as const
