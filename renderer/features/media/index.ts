export { ContestedPreview } from './contested.tsx'
export { Media } from './media.tsx'
