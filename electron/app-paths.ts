/** Where the parts of the app lie: in a checkout, and packaged (see forge.config.ts, which puts them there). */
import { join } from 'node:path'

export interface AppPaths {
  readonly preload: string
  readonly hostEntry: string
  readonly relay: string
  readonly page: string
  readonly sample: string
}

/**
 * `resources` of a packaged app, else null; `app` is the folder or archive with package.json.
 * The relay runs as plain Node with threads, which read no archives: it lies beside the archive.
 */
export function appPaths(resources: string | null, app: string): AppPaths {
  const built = join(app, '.vite', 'build')
  const unpacked = resources === null ? built : join(`${app}.unpacked`, '.vite', 'build')
  return {
    preload: join(built, 'preload.cjs'),
    hostEntry: join(built, 'host-entry.cjs'),
    relay: join(unpacked, 'relay', 'relay-process.cjs'),
    page: resources === null ? join(app, 'dist', 'renderer') : join(resources, 'renderer'),
    sample: resources === null ? join(app, 'examples', 'lantern-isle') : join(resources, 'lantern-isle'),
  }
}
