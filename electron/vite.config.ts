/**
 * How the processes of the desktop app are bundled: CommonJS beside one another, and the relay with its threads in a
 * folder of its own. Only better-sqlite3 and es-git stay outside, for their binaries. The page is built by build/renderer.ts.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  plugins: [emitFiles()],
  build: { rollupOptions: { external: ['better-sqlite3', 'es-git'] } },
})

const fileUrl = /new URL\(\s*'(\.[^']+)',\s*import\.meta\.url\s*\)/g

/**
 * `new URL('./file', import.meta.url)` names a file beside a source: a copy of it goes beside the bundle. A source that
 * is named so is a program of its own (a thread's) and is bundled. Both become paths, not addresses: Electron reads
 * its archives by path. A thread is plain Node, which does not: it lies beside the archive.
 */
function emitFiles(): Plugin {
  return {
    name: 'weft:emit-files',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('import.meta.url') || id.includes('node_modules')) return null
      const replaced = code.replace(fileUrl, (_all, path: string) => {
        const file = join(dirname(id), path)
        const isProgram = path.endsWith('.ts')
        const fileName = isProgram ? `${basename(path, '.ts')}.cjs` : basename(path)
        if (isProgram) this.emitFile({ type: 'chunk', id: file, fileName })
        else this.emitFile({ type: 'asset', fileName, source: readFileSync(file) })
        const place = `besideBundle(__dirname, ${JSON.stringify(fileName)})`
        return isProgram ? `${place}.replace(/app\\.asar(?=[\\\\/])/, 'app.asar.unpacked')` : place
      })
      // In CommonJS it would be undefined, and fail only when it is used.
      if (replaced.includes('import.meta.url')) this.error(`import.meta.url is used in a way that cannot be bundled`)
      return { code: `import { join as besideBundle } from 'node:path'\n${replaced}`, map: null }
    },
  }
}
