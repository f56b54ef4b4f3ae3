export { outlineCommands } from './commands.ts'
export type { ChangeMark } from './draw-change-marks.ts'
export { OutlinePicture, type PictureView } from './outline-picture.tsx'
export { Outline } from './outline-view.tsx'
