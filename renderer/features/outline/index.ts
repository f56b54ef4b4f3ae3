export { outlineCommands } from './commands.ts'
export { Outline, type OutlineProps } from './outline-view.tsx'
