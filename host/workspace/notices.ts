/** Plain sentences about what is wrong at present; the gravest is shown. */
import { createEmitter } from './emitter.ts'

/** Gravest first. */
const ORDER = ['damaged', 'disk', 'folder', 'git', 'branch', 'file', 'checkout'] as const
export type NoticeKind = (typeof ORDER)[number]

export interface Notices {
  set(kind: NoticeKind, text: string | null): void
  readonly current: string | null
  readonly onDidChange: (listener: () => void) => Disposable
}

export function createNotices(): Notices {
  const texts = new Map<NoticeKind, string>()
  const changed = createEmitter()
  return {
    set(kind, text) {
      if ((texts.get(kind) ?? null) === text) return
      if (text === null) texts.delete(kind)
      else texts.set(kind, text)
      changed.fire()
    },
    get current() {
      const gravest = ORDER.find(kind => texts.has(kind))
      return gravest === undefined ? null : (texts.get(gravest) ?? null)
    },
    onDidChange: changed.on,
  }
}
