export { PicturesThen } from './pictures-then.tsx'
export { TextThen } from './text-then.tsx'
export { type ThenMode, ThenSwitch } from './then-switch.tsx'
