/** A scene as it was, or is elsewhere: what comparing, restoring and merging work on. */
export interface SceneState {
  readonly text: string
  /** Identity of every section in order; null for a text from outside, which has to be matched. */
  readonly ids: readonly string[] | null
  /** Unix ms; null where it is not known. */
  readonly time: number | null
}
