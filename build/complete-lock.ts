/**
 * Completes package-lock.json with the optional packages of other platforms, so that `npm ci` accepts it everywhere.
 *
 *     node build/with-node24.mjs build/complete-lock.ts
 *
 * npm leaves an optional package out of the lock file when it could not be looked up while the file was made, and then
 * refuses the file. Their versions are pinned by the packages that ask for them; their names say where they run.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface LockedPackage {
  version?: string
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

complete(fileURLToPath(new URL('../package-lock.json', import.meta.url)))

function complete(file: string): void {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> }
  const missing: Record<string, LockedPackage> = {}
  for (const [path, { dev, optionalDependencies }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
      const places = [`${path}/node_modules/${name}`, `node_modules/${name}`]
      if (places.some(place => place in lock.packages) || !/^\d+\.\d+\.\d+/.test(version)) continue
      missing[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true }
    }
  }
  const all = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(all) }, null, 2)}\n`)
  process.stdout.write(`${Object.keys(missing).length} packages of other platforms added\n`)
}

/** `@scope/binding-linux-arm64-musl` → linux, arm64, musl. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const parts = name.split('/').at(-1)?.split('-') ?? []
  const found = (known: readonly string[]) => known.find(value => parts.includes(value))
  const os = found(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
  const cpu = found(['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'arm'])
  const isMusl = parts.some(part => part.startsWith('musl'))
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(isMusl ? { libc: ['musl'] } : {}),
  }
}
