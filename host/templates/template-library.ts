/**
 * Templates as files: the project's library and the user's own. Used by the host, and by the command line without one.
 *
 *     const library = createTemplateLibrary({ project: '/home/ines/harbor', personal: '/home/ines/.config/weft/templates' })
 *     await library.get({ name: 'crab' })   // the project's before one's own, TPL2
 *
 * Nothing is kept in memory: what Git, a peer or an editor changed is what the next call reads.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { LibraryName, TemplateEntry, TemplateReference } from '../../shared/contract/templates.ts'
import { TEMPLATE_BYTES, TEMPLATE_FILES } from '../../shared/limits.ts'
import {
  parseTemplate,
  printTemplate,
  type ReadTemplate,
  TEMPLATE_FOLDER,
  TEMPLATE_SUFFIX,
  type Template,
  whyBadTemplateName,
} from '../../shared/scene/template/template.ts'
import { readWhole } from '../files/read-whole.ts'
import { placeToRead, placeToWrite } from '../files/safe-path.ts'
import { isMissing, writeWhole } from '../files/write-whole.ts'

export interface FoundTemplate {
  readonly library: LibraryName
  readonly name: string
  readonly template: Template
}

export interface TemplateLibrary {
  /** By name; of files that cannot be read with what is wrong. */
  list(): Promise<TemplateEntry[]>
  /** Throws AppError NOT_FOUND, or UNREADABLE with what is wrong. */
  get(reference: TemplateReference): Promise<FoundTemplate>
  /** Throws BAD_REQUEST for a name that is taken (`new`) or cannot be. Returns the file's absolute path. */
  save(wanted: FoundTemplate & { readonly mode: 'new' | 'replace' }): Promise<string>
  rename(from: { readonly library: LibraryName; readonly name: string }, to: string): Promise<void>
  /** Throws NOT_FOUND. */
  remove(which: { readonly library: LibraryName; readonly name: string }): Promise<void>
}

export interface LibraryFolders {
  /** Of the Godot project, absolute, links resolved; null where none is open. */
  readonly project: string | null
  readonly personal: string
}

export function createTemplateLibrary({ project, personal }: LibraryFolders): TemplateLibrary {
  const libraries: readonly LibraryName[] = project === null ? ['personal'] : ['project', 'personal']

  /** Inside the project no part of the way is a link that leads out. FIL3 */
  function placeOf(library: LibraryName, name: string, use: 'read' | 'write'): Promise<string> {
    const reason = whyBadTemplateName(name)
    if (reason !== null) throw new AppError('BAD_REQUEST', reason)
    const file = name + TEMPLATE_SUFFIX
    if (library === 'personal') return Promise.resolve(join(personal, file))
    const path = `${TEMPLATE_FOLDER}/${file}`
    return use === 'read' ? placeToRead(folderOfProject(), path) : placeToWrite(folderOfProject(), path)
  }

  function folderOfProject(): string {
    if (project === null) throw new AppError('NO_WORKSPACE', 'No project is open.', { hint: 'Open a folder first.' })
    return project
  }

  async function read(library: LibraryName, name: string): Promise<ReadTemplate | null> {
    try {
      const place = await placeOf(library, name, 'read')
      if ((await stat(place)).size > TEMPLATE_BYTES) {
        return { ok: false, reason: `A template may be ${TEMPLATE_BYTES / 1024 / 1024} MB.` }
      }
      const whole = await readWhole(place)
      return whole === undefined ? null : parseTemplate(new TextDecoder().decode(whole.bytes))
    } catch (error) {
      const isGone = isMissing(error) || (error instanceof AppError && error.code === 'NOT_FOUND')
      if (isGone) return null
      throw error
    }
  }

  async function entriesOf(library: LibraryName): Promise<TemplateEntry[]> {
    const folder = library === 'personal' ? personal : join(folderOfProject(), TEMPLATE_FOLDER)
    const names = (await namesIn(folder)).slice(0, TEMPLATE_FILES)
    const entries: TemplateEntry[] = []
    for (const name of names) {
      const found = await read(library, name)
      if (found !== null) entries.push(entryOf(library, name, found))
    }
    return entries
  }

  async function find({ library, name }: TemplateReference): Promise<{ library: LibraryName; found: ReadTemplate }> {
    for (const each of library === undefined ? libraries : [library]) {
      const found = await read(each, name)
      if (found !== null) return { library: each, found }
    }
    throw new AppError('NOT_FOUND', `There is no template ${name}.`, { hint: 'weft scene template list names them' })
  }

  async function save({ library, name, template, mode }: FoundTemplate & { mode: 'new' | 'replace' }): Promise<string> {
    const place = await placeOf(library, name, 'write')
    if (mode === 'new' && (await isThere(place))) {
      throw new AppError('BAD_REQUEST', `There is a template ${name} already.`)
    }
    const text = printTemplate(template)
    const checked = parseTemplate(text)
    if (!checked.ok) throw new AppError('BAD_REQUEST', checked.reason)
    await prepare(library)
    await writeWhole(place, Buffer.from(text, 'utf8'))
    return place
  }

  /** TPL1: Godot leaves the project's library alone. */
  async function prepare(library: LibraryName): Promise<void> {
    if (library === 'personal') {
      await mkdir(personal, { recursive: true })
      return
    }
    const mark = await placeToWrite(folderOfProject(), `${TEMPLATE_FOLDER}/.gdignore`)
    await mkdir(join(folderOfProject(), TEMPLATE_FOLDER), { recursive: true })
    if (!(await isThere(mark))) await writeWhole(mark, new Uint8Array())
  }

  async function remove({ library, name }: { library: LibraryName; name: string }): Promise<void> {
    const place = await placeOf(library, name, 'write')
    if (!(await isThere(place))) throw new AppError('NOT_FOUND', `There is no template ${name}.`)
    await rm(place)
  }

  return {
    async list() {
      const entries: TemplateEntry[] = []
      for (const library of libraries) entries.push(...(await entriesOf(library)))
      return entries
    },
    async get(reference) {
      const { library, found } = await find(reference)
      if (!found.ok) throw new AppError('UNREADABLE', `${reference.name}: ${found.reason}`)
      return { library, name: reference.name, template: found.template }
    },
    save,
    async rename(from, to) {
      const { found } = await find(from)
      if (!found.ok) throw new AppError('UNREADABLE', `${from.name}: ${found.reason}`)
      await save({ library: from.library, name: to, template: found.template, mode: 'new' })
      await remove(from)
    },
    remove,
  }
}

function entryOf(library: LibraryName, name: string, read: ReadTemplate): TemplateEntry {
  if (!read.ok) {
    const nothing = { description: '', tags: [], parameters: [], nodes: 0, root: { name: '', type: null } }
    return { library, name, ...nothing, fault: read.reason }
  }
  const { template, model } = read
  const { description, tags, parameters } = template
  const root = model.root ?? ''
  const type = model.value(`n/${root}/f/type`)
  return {
    library,
    name,
    description,
    tags,
    parameters,
    nodes: model.nodes.size,
    root: { name: model.nodes.get(root)?.name ?? '', type: typeof type === 'string' ? type : null },
    fault: null,
  }
}

/** Sorted; none where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter(entry => !entry.isDirectory() && entry.name.endsWith(TEMPLATE_SUFFIX))
      .map(entry => entry.name.slice(0, -TEMPLATE_SUFFIX.length))
      .filter(name => whyBadTemplateName(name) === null)
      .sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function isThere(place: string): Promise<boolean> {
  try {
    await stat(place)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
