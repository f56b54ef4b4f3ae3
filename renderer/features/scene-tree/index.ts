export { sceneCommands } from './commands.ts'
export { NodePicker, SceneDialogs } from './dialogs.tsx'
export { toPascal } from './names.ts'
export { SceneTree } from './scene-tree.tsx'
