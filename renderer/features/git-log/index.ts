export { gitLogCommands } from './log-commands.ts'
export { GitLogTab } from './log-tab.tsx'
