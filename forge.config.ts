/** Where Electron Forge looks for it; in build/ it is type-checked. */
export { default } from './build/forge.ts'
