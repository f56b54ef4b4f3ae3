/** Short messages that wait at the edge and go by themselves. Shown by features/notices. */

export interface Notice {
  readonly kind: 'info' | 'error'
  readonly text: string
  /** What can be copied for a report. */
  readonly details?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface Notices {
  info(text: string, action?: Notice['action']): void
  /** Says what an error says; details are kept for copying. */
  error(error: unknown): void
}
