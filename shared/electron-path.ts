/**
 * Where the Electron binary of a checkout would be. Whoever needs it looks by this path: importing the `electron`
 * package, or running its command, would begin a download.
 */
export function electronPath(root: string, platform: string, override: string | undefined): string {
  const folder = override === undefined || override === '' ? `${root}/node_modules/electron/dist` : override
  return `${folder}/${binaries.get(platform) ?? 'electron'}`
}

const binaries = new Map([
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ['win32', 'electron.exe'],
])
