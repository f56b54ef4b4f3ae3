export { BatchDialog, batchCommands } from './batch-dialog.tsx'
