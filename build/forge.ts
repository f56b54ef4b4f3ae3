/**
 * Electron Forge: `electron-forge start` runs the desktop app from the checkout, `electron-forge package` makes a
 * folder that runs anywhere. The page is not bundled here: `npm run build` has put it into dist/renderer.
 *
 * `WEFT_PACKAGE_*` are for packaging without the network, and for the test of what is in the package.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { VitePlugin } from '@electron-forge/plugin-vite'
import type { ForgeConfig } from '@electron-forge/shared-types'
import { isPackaged, removeOtherAddons } from './package-files.ts'

const root = join(import.meta.dirname, '..')
const { WEFT_PACKAGE_PAGE, WEFT_PACKAGE_OUT, WEFT_PACKAGE_ELECTRON } = process.env
const page = WEFT_PACKAGE_PAGE ?? join(root, 'dist', 'renderer')

const config: ForgeConfig = {
  outDir: WEFT_PACKAGE_OUT ?? join(root, 'out'),
  packagerConfig: {
    name: 'Weft',
    executableName: 'weft',
    appBundleId: 'org.weft.studio',
    // The bundles hold every dependency but two, which the filter lets through.
    prune: false,
    ignore: path => !isPackaged(path),
    // Addons must be files; so must threads, the code they share
    // with the host, and everything of the relay, all of which are plain Node.
    asar: {
      unpack: `{${[
        'node_modules/{better-sqlite3,es-git,es-git-*}/**',
        '.vite/build/relay/**',
        '.vite/build/{*-thread,*-????????}.cjs',
      ]
        .map(path => `**/${path}`)
        .join(',')}}`,
    },
    extraResource: [page, join(root, 'examples', 'lantern-isle')],
    protocols: [{ name: 'Weft join link', schemes: ['weft'] }],
    ...(WEFT_PACKAGE_ELECTRON !== undefined && { electronZipDir: WEFT_PACKAGE_ELECTRON }),
  },
  hooks: {
    generateAssets: async () => {
      if (!existsSync(join(page, 'index.html'))) throw new Error('The page is not built yet. Run: npm run build')
    },
    packageAfterCopy: (_config, appFolder, _electronVersion, platform, processor) =>
      removeOtherAddons(appFolder, platform, processor),
  },
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main.ts', config: 'electron/vite.config.ts', target: 'main' },
        { entry: 'electron/host-entry.ts', config: 'electron/vite.config.ts', target: 'main' },
        { entry: 'cli/relay-process.ts', config: 'electron/relay.vite.config.ts', target: 'main' },
        { entry: 'electron/preload.ts', config: 'electron/vite.config.ts', target: 'preload' },
      ],
      renderer: [],
    }),
  ],
}

export default config
