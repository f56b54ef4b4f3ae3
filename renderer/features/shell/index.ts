export { App } from './app.tsx'
export { followFront } from './front.ts'
export { rememberShell } from './remember.ts'
export { shellCommands } from './shell-commands.ts'
