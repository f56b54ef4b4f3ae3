export { outlineCommands } from './commands.ts'
export { Outline } from './outline-view.tsx'
