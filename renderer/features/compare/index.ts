export { compareCommands } from './commands.ts'
export { Compare } from './compare.tsx'
