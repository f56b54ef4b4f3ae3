export { outlineCommands } from './commands.ts'
<<<<<<< HEAD
export type { ChangeMark } from './draw-change-marks.ts'
export { OutlinePicture, type PictureView } from './outline-picture.tsx'
=======
export { OutlinePicture } from './outline-picture.tsx'
>>>>>>> 6e9415f (outline: a picture of any scene, marked, over a shadow of another state, to be looked at)
export { Outline } from './outline-view.tsx'
export { createPictureView, type PictureMark } from './picture-stage.ts'
