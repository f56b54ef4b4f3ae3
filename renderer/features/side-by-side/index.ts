export { sideBySideCommands } from './commands.ts'
export { SideBySide } from './side-by-side.tsx'
