export { CopyDialog } from './copy-dialog.tsx'
export { timeTravelCommands } from './time-travel-commands.ts'
export { TimeTravelTab } from './time-travel-tab.tsx'
