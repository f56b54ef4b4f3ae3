/**
 * What the page may ask the system for: the clipboard, which copying and pasting nodes needs, and nothing else. No
 * camera, no notifications, no devices, no downloads.
 */
import type { Session, WebContents } from 'electron'
import { isPage, pageOrigin } from './page-scheme.ts'

const allowed: ReadonlySet<string> = new Set(['clipboard-read', 'clipboard-sanitized-write'])

export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, { isMainFrame }) => {
    callback(isMainFrame && allowed.has(permission) && isOwnPage(contents))
  })
  session.setPermissionCheckHandler((contents, permission, origin, { isMainFrame }) => {
    return isMainFrame && allowed.has(permission) && origin.replace(/\/$/, '') === pageOrigin && isOwnPage(contents)
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}))
  session.on('will-download', event => event.preventDefault())
}

function isOwnPage(contents: WebContents | null): boolean {
  return contents !== null && isPage(contents.getURL())
}
