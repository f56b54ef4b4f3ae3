export { backupCommands } from './backup-commands.ts'
export { Backups } from './backups.tsx'
export { RestoreDialog } from './restore-dialog.tsx'
