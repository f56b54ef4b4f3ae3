export { FolderDialog, welcomeCommands } from './folder-dialog.tsx'
export { Welcome } from './welcome.tsx'
