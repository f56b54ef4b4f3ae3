export { showCommit, showFileHistory } from './git-actions.ts'
export { gitCommands } from './git-commands.ts'
export { GitPanel } from './git-panel.tsx'
export { GitStatus } from './git-status.tsx'
