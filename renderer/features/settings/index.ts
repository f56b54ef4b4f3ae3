export { createSettingsCommands, LookChoice, RowsChoice, SettingsDialog } from './settings.tsx'
export { createSettings, SettingsContext, useSettings } from './store.ts'
