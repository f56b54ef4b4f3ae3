/** `weft scene template`: the template library of a folder, without a running host. */
import { randomBytes } from 'node:crypto'
import { access, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { isMissing, writeWhole } from '../host/files/write-whole.ts'
import { loadPropertyOrder } from '../host/godot-classes.ts'
import { profileFolder } from '../host/profile/profile.ts'
import { createTemplateLibrary, type TemplateLibrary } from '../host/templates/template-library.ts'
import type { LibraryName } from '../shared/contract/templates.ts'
import { nodeAt } from '../shared/scene/by-path.ts'
import { createSceneEditor } from '../shared/scene/editor.ts'
import { exportScene } from '../shared/scene/export.ts'
import { seedBase } from '../shared/scene/file-base.ts'
import { nodePath } from '../shared/scene/reference.ts'
import { instantiateTemplate, templateSceneText } from '../shared/scene/template/instantiate-template.ts'
import { makeTemplate } from '../shared/scene/template/make-template.ts'
import { outsideLine } from '../shared/scene/template/outside-words.ts'
import type { NewParameter } from '../shared/scene/template/parameter.ts'
import { badUse } from './failure.ts'
import { readSceneFile } from './scene-file.ts'
import { addParameter, addValue } from './template-parameter.ts'
import { printEntries, printTemplateWords } from './template-words.ts'

export function sceneTemplateCommand(): Command {
  const command = new Command('template')
    .description('keep parts of scenes as templates with parameters, and put them into scenes')
    .addHelpText(
      'after',
      `
The project's templates lie in weft-templates beside project.godot, your own in your profile.

Examples:
  weft scene template make levels/harbor.tscn Enemies/Crab --name crab --param 'speed:float=40:.:speed'
  weft scene template apply crab levels/night.tscn --parent Enemies --set speed=60
`,
    )
  for (const make of [listCommand, showCommand, makeCommand, applyCommand, createCommand, removeCommand]) {
    command.addCommand(make())
  }
  return command
}

interface Common {
  readonly json?: true
  readonly project?: string
  readonly library?: LibraryName
}

function withCommon(command: Command, example: string): Command {
  return command
    .option('--project <DIR>', 'the Godot project; by default the one around the file or this folder')
    .addOption(new Option('--library <WHICH>', 'which library is meant').choices(['project', 'personal']))
    .option('--json', 'as JSON')
    .addHelpText('after', `\nExample:\n  weft scene template ${example}\n`)
}

function listCommand(): Command {
  return withCommon(
    new Command('list').description('list the templates of the project and your own'),
    'list --json',
  ).action(async (options: Common) => {
    const all = await (await libraryAt('.', options)).list()
    const templates = all.filter(({ library }) => options.library === undefined || library === options.library)
    say(options, { templates }, printEntries(templates))
  })
}

function showCommand(): Command {
  const command = new Command('show').description('print one template').argument('<name>', 'its name')
  return withCommon(command, 'show crab').action(async (name: string, options: Common) => {
    const found = await (await libraryAt('.', options)).get({ name, library: options.library })
    say(options, found, printTemplateWords(found))
  })
}

interface MakeOptions extends Common {
  readonly name: string
  readonly description: string
  readonly tag: readonly string[]
  readonly param: readonly NewParameter[]
  readonly drop?: true
}

function makeCommand(): Command {
  const command = new Command('make')
    .description('make a template from a node of a scene and all below it')
    .argument('<file>', 'a .tscn file')
    .argument('[node]', 'path of the node; the root by default', '.')
    .requiredOption('--name <NAME>', 'name of the template')
    .option('--description <TEXT>', 'what it is for', '')
    .option('--tag <TAG>', 'a word to find it by', (tag: string, tags: readonly string[]) => [...tags, tag], [])
    .option(
      '--param <NAME:TYPE[=DEFAULT]:NODE:PLACE>',
      'a parameter; PLACE is a property, property{}, @name or @group',
      (text: string, present: readonly NewParameter[]) => addParameter(present, text),
      [],
    )
    .option('--drop', 'drop paths that lead out of the subtree, instead of making parameters of them')
  const example = "make levels/harbor.tscn Enemies/Crab --name crab --param 'speed:float=40:.:speed'"
  return withCommon(command, example).action(async (file: string, node: string, options: MakeOptions) => {
    const library = await libraryAt(dirname(file), options)
    const { scene } = await readSceneFile(file)
    const { name, description, tag, param, drop } = options
    const wanted = { description, tags: tag, parameters: param, outside: drop ? 'drop' : 'parameters' } as const
    const { template, outside } = makeTemplate(scene, nodeAt(scene, node), wanted)
    const which = options.library ?? 'project'
    const place = await library.save({ library: which, name, template, mode: 'new' })
    const lines = outside.map(each => outsideLine(scene, each))
    const leads = lines.map(line => `leads out: ${line}\n`).join('')
    say(
      options,
      { library: which, name, file: place, parameters: template.parameters, outside: lines },
      `${leads}${place}\n`,
    )
  })
}

interface ApplyOptions extends Common {
  readonly parent: string
  readonly index?: number
  readonly set: Readonly<Record<string, string>>
  readonly output?: string
}

function applyCommand(): Command {
  const command = new Command('apply')
    .description('put a copy into a scene file, touching only what changes')
    .argument('<name>', 'name of the template')
    .argument('<file>', 'a .tscn file')
    .option('--parent <NODE>', 'the node it goes under', '.')
    .option('--index <N>', 'its place among the children; the end by default', readIndex)
    .option(
      '--set <NAME=VALUE>',
      'a value; the others keep their defaults',
      (text: string, set) => addValue(set, text),
      {},
    )
    .option('-o, --output <OUT>', 'write here instead')
  return withCommon(command, 'apply crab levels/night.tscn --parent Enemies --set speed=60').action(
    async (name: string, file: string, options: ApplyOptions) => {
      const library = await libraryAt(dirname(file), options)
      const { template } = await library.get({ name, library: options.library })
      const document = await readSceneFile(file)
      const base = seedBase(document)
      const editor = createSceneEditor(document, {
        person: { name: 'weft scene template', color: 0 },
        now: Date.now,
        random: randomBytes,
      })
      const parent = nodeAt(document.scene, options.parent)
      const made = instantiateTemplate(editor, template, options.set, { parent, index: options.index }, name)
      const { text } = exportScene(document, base, { propertyOrder: loadPropertyOrder() })
      const out = options.output ?? file
      await writeWhole(out, Buffer.from(text, 'utf8'))
      const node = nodePath(document.scene, made.node)
      say(options, { node, file: out, left: made.left }, `${leftWords(made.left)}${node}\n`)
    },
  )
}

function createCommand(): Command {
  const command = new Command('create')
    .description('make a new scene file of a copy')
    .argument('<name>', 'name of the template')
    .argument('<file>', 'the .tscn file to write')
    .option(
      '--set <NAME=VALUE>',
      'a value; the others keep their defaults',
      (text: string, set) => addValue(set, text),
      {},
    )
  return withCommon(command, 'create crab actors/crab.tscn --set speed=60').action(
    async (name: string, file: string, options: ApplyOptions) => {
      if (!file.endsWith('.tscn')) throw badUse('A scene file ends in .tscn.', 'for example: actors/crab.tscn')
      if (await isThere(file)) throw badUse(`There is a file ${file} already.`, 'choose another name')
      const library = await libraryAt(dirname(file), options)
      const { template } = await library.get({ name, library: options.library })
      const order = { propertyOrder: loadPropertyOrder() }
      const { text, left } = templateSceneText(template, options.set, randomBytes, order)
      await writeWhole(file, Buffer.from(text, 'utf8'))
      say(options, { file, left }, `${leftWords(left)}${file}\n`)
    },
  )
}

function removeCommand(): Command {
  const command = new Command('remove')
    .description('remove a template; scenes made with it stay as they are')
    .argument('<name>', 'its name')
    .option('--yes', 'really remove it')
    .option('--dry-run', 'only say what would be removed')
  return withCommon(command, 'remove crab --yes').action(
    async (name: string, options: Common & { readonly yes?: true; readonly dryRun?: true }) => {
      if (!options.yes && !options.dryRun) {
        throw badUse(`${name} would be removed.`, 'add --yes to remove it, or --dry-run to see it first')
      }
      const library = await libraryAt('.', options)
      const found = await library.get({ name, library: options.library })
      if (!options.dryRun) await library.remove(found)
      const removed = { removed: !options.dryRun, ...found }
      say(options, removed, options.dryRun ? printTemplateWords(found) : '')
    },
  )
}

function readIndex(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw badUse('--index takes a number.', 'for example: --index 0')
  return Number(text)
}

function leftWords(left: readonly string[]): string {
  return left.map(name => `left empty: ${name} leads to no node here\n`).join('')
}

function say({ json }: Common, value: unknown, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : words)
}

async function libraryAt(folder: string, { project }: Common): Promise<TemplateLibrary> {
  const found = project === undefined ? await projectAround(resolve(folder)) : await realpath(project)
  const profile = profileFolder(process.env, process.platform)
  return createTemplateLibrary({ project: found, personal: join(profile, 'templates') })
}

/** The folder with `project.godot`, upwards; else the folder itself. */
async function projectAround(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if (await isThere(join(at, 'project.godot'))) return realpath(at)
    if (dirname(at) === at) return realpath(folder)
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
