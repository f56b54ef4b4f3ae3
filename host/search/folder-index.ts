/**
 * The index of a project as its files are, read from a folder without a workspace: for the command line.
 *
 *     for (const { index, root } of await readProjects([{ path: 'levels' }], classes)) …
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { ClassDatabase } from '../../shared/godot/classes.ts'
import { decodeText } from '../../shared/scene/codec/encoding.ts'
import type { CodecFault } from '../../shared/scene/codec/fault.ts'
import { createProjectIndex, type ProjectIndex } from '../../shared/scene/query/project-index.ts'
import { isIndexed, putFileText } from '../../shared/scene/query/read-file.ts'
import { scanFolder } from '../files/scan.ts'

export interface FolderProject {
  /** Absolute: the folder that `res://` is. */
  readonly root: string
  readonly index: ProjectIndex
  /** `res://…` of the scenes and resources that were asked for. */
  readonly asked: ReadonlySet<string>
  /** Scenes and resources that cannot be read, by `res://…`. */
  readonly faults: ReadonlyMap<string, CodecFault>
}

const PROJECT_FILE = 'project.godot'

/** The projects that the paths (files or folders) lie in, or hold; each read whole, for scenes refer to one another. */
export async function readProjects(paths: readonly string[], classes: ClassDatabase): Promise<FolderProject[]> {
  const byRoot = new Map<string, Set<string>>()
  for (const path of paths) {
    const absolute = resolve(path)
    const isFolder = (await stat(absolute)).isDirectory()
    for (const root of await rootsOf(absolute, isFolder)) {
      const scope = byRoot.get(root) ?? new Set<string>()
      byRoot.set(root, scope.add(absolute))
    }
  }
  const roots = [...byRoot.keys()]
  const projects: FolderProject[] = []
  for (const [root, scopes] of byRoot) projects.push(await readProject(root, scopes, roots, classes))
  return projects
}

/** The project around a path; else those below it, and the folder itself for what lies in none. */
async function rootsOf(absolute: string, isFolder: boolean): Promise<string[]> {
  for (let at = isFolder ? absolute : dirname(absolute); ; at = dirname(at)) {
    if (await isProject(at)) return [at]
    if (dirname(at) === at) break
  }
  if (!isFolder) return [dirname(absolute)]
  const below = [...(await scanFolder(absolute)).files.keys()].filter(path => basename(path) === PROJECT_FILE)
  return [absolute, ...below.map(path => dirname(join(absolute, path)))]
}

async function isProject(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes(PROJECT_FILE)
}

async function readProject(
  root: string,
  scopes: ReadonlySet<string>,
  roots: readonly string[],
  classes: ClassDatabase,
): Promise<FolderProject> {
  const index = createProjectIndex(classes)
  const asked = new Set<string>()
  const faults = new Map<string, CodecFault>()
  const inner = roots.filter(other => other !== root && other.startsWith(root + sep))
  for (const file of [...(await scanFolder(root)).files.keys()].sort()) {
    const absolute = join(root, file)
    if (inner.some(other => absolute.startsWith(other + sep))) continue
    const path = `res://${file}`
    index.putFile(path)
    if (!isIndexed(path)) continue
    const fault = putFileBytes(index, path, await readFile(absolute))
    if (fault !== null) faults.set(path, fault)
    if (/\.(?:tscn|tres)$/i.test(path) && [...scopes].some(scope => isWithin(scope, absolute))) asked.add(path)
  }
  return { root, index, asked, faults }
}

/** Bytes of a file into the index; returns why they cannot be read as what they should be. */
export function putFileBytes(index: ProjectIndex, path: string, bytes: Uint8Array): CodecFault | null {
  const decoded = decodeText(bytes)
  return decoded.ok ? putFileText(index, path, decoded.value) : decoded.fault
}

function isWithin(scope: string, absolute: string): boolean {
  const path = relative(scope, absolute)
  return path === '' || !path.startsWith('..')
}
