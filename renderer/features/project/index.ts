export { isSidecar } from './file-rows.ts'
export { NewSceneDialog, projectCommands } from './new-scene.tsx'
export { ProjectPanel } from './project-panel.tsx'
