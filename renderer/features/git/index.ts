export { rememberDrafts } from './commit-drafts.ts'
export { gitCommands } from './git-commands.ts'
export { GitPanel } from './git-panel.tsx'
export { GitStatus } from './git-status.tsx'
