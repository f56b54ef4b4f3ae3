/** A relay on this computer, started by whoever may: the host itself knows none (only what starts the host does). */
export interface StartedRelay extends AsyncDisposable {
  readonly port: number
  /** The master token. */
  readonly token: string
}

/** Throws the system's EADDRINUSE where `port` is taken. 0 for any free one. */
export type StartRelay = (options: {
  readonly dataFolder: string
  readonly port: number
  /** Reachable from other computers; else from this one only. */
  readonly onNetwork: boolean
}) => Promise<StartedRelay>
