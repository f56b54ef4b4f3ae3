export { CopyDialog } from './copy-dialog.tsx'
export { RestoreTimeDialog } from './restore-time-dialog.tsx'
export { timeTravelCommands } from './time-travel-commands.ts'
export { TimeTravelTab } from './time-travel-tab.tsx'
