export { InspectorDialogs } from './dialogs.tsx'
export { Inspector } from './inspector.tsx'
export { inspectorCommands } from './inspector-commands.ts'
