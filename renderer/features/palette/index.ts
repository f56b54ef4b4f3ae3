export { Palette, paletteCommands } from './palette.tsx'
