export { createSettingsCommands, LookChoice, RowsChoice, SettingsDialog } from './settings.tsx'
export { createSettings, type Settings, SettingsContext, useSettings } from './store.ts'
