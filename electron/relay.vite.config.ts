/** Outside of the app's archive once packaged, see app-paths.ts; so in a folder of its own. */
import { mergeConfig } from 'vite'
import base from './vite.config.ts'

export default mergeConfig(base, { build: { outDir: '.vite/build/relay' } })
