/** Pixel sizes of the project's images, asked for together and remembered until the files change. */
import type { ApiClient } from './host-link.ts'
import type { ImageSize } from './scene-session.ts'

export interface Images {
  /** undefined while unknown, null for what is no image. */
  sizeAt(path: string): ImageSize | null | undefined
  onDidChange(listener: () => void): () => void
  clear(): void
}

/** As many as one call takes. */
const batch = 500

export function createImages(api: ApiClient): Images {
  const sizes = new Map<string, ImageSize | null>()
  const asked = new Set<string>()
  const listeners = new Set<() => void>()
  let isScheduled = false

  async function fetchAsked(): Promise<void> {
    isScheduled = false
    const paths = [...asked].filter(path => !sizes.has(path)).slice(0, batch)
    if (paths.length === 0) return
    try {
      const found = await api.files.imageSizes({ paths })
      for (const path of paths) sizes.set(path, found[path] ?? null)
      for (const listener of listeners) listener()
    } finally {
      // After a failure they are asked for again when somebody wants them.
      for (const path of paths) asked.delete(path)
    }
    if (asked.size > 0) schedule()
  }

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    // A host that is away leaves sizes unknown; the outline draws without them.
    queueMicrotask(() => void fetchAsked().catch(() => {}))
  }

  return {
    sizeAt(path) {
      const known = sizes.get(path)
      if (known !== undefined) return known
      if (!asked.has(path)) {
        asked.add(path)
        schedule()
      }
      return undefined
    },
    onDidChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      sizes.clear()
      asked.clear()
    },
  }
}
