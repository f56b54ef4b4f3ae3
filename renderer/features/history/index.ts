export { historyCommands } from './history-commands.ts'
export { HistoryTab } from './history-tab.tsx'
export { NameVersionDialog } from './name-version-dialog.tsx'
