/** What the app was started with: a folder, or a link. */
import { isAbsolute, resolve } from 'node:path'

export type StartRequest =
  | { readonly kind: 'none' }
  /** Absolute. */
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'link'; readonly link: string }

/**
 * `args` as the process got them, without the executable, and in development without the app's own folder.
 * Switches are Chromium's; a link wins over a folder, for systems add switches and folders of their own.
 */
export function readStart(args: readonly string[], workingDirectory: string): StartRequest {
  const plain = args.filter(arg => arg !== '' && !arg.startsWith('-'))
  const link = plain.find(arg => /^weft:/i.test(arg))
  if (link !== undefined) return { kind: 'link', link }
  const [folder] = plain
  if (folder === undefined) return { kind: 'none' }
  return { kind: 'folder', folder: isAbsolute(folder) ? folder : resolve(workingDirectory, folder) }
}

/** Parsed again: a second start is another process, and maybe another version. */
export function isStartRequest(value: unknown): value is StartRequest {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  if (value.kind === 'none') return true
  if (value.kind === 'folder') return 'folder' in value && typeof value.folder === 'string' && isAbsolute(value.folder)
  return value.kind === 'link' && 'link' in value && typeof value.link === 'string'
}
