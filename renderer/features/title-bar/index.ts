export { StatusBar } from './status-bar.tsx'
export { TitleBar } from './title-bar.tsx'
export { titleCommands } from './title-commands.ts'
