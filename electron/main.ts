/** The main process: composition root of the desktop app. */
import { randomBytes } from 'node:crypto'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { profileFolder } from '../host/profile/profile.ts'
import { realSchedule } from '../host/relay-client/schedule.ts'
import { appPaths } from './app-paths.ts'
import { runShell } from './shell.ts'

const { platform, execPath, argv, env } = process
const isDefaultApp = process.defaultApp === true
const { relay, ...paths } = appPaths(app.isPackaged ? process.resourcesPath : null, app.getAppPath())

runShell({
  electron: {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    nativeTheme,
    protocol,
    screen,
    session,
    shell,
    utilityProcess,
  },
  platform,
  args: argv.slice(isDefaultApp ? 2 : 1),
  workingDirectory: process.cwd(),
  profileFolder: profileFolder(env, platform),
  paths,
  // The one executable that is there for certain is this one.
  relay: { file: execPath, args: [relay], environment: { ELECTRON_RUN_AS_NODE: '1' } },
  protocolClient: isDefaultApp ? { file: execPath, args: [app.getAppPath()] } : null,
  isDevelopment: !app.isPackaged,
  schedule: realSchedule,
  random: randomBytes,
}).catch((error: unknown) => {
  // Nothing runs yet that could be lost.
  dialog.showErrorBox('Weft could not be started', error instanceof Error ? error.message : String(error))
  app.exit(1)
})
