import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { writeWhole } from '../host/files/write-whole.ts'
import { loadPropertyOrder } from '../host/godot-classes.ts'
import type { SceneEdit } from '../shared/contract/data.ts'
import { applySceneEdits } from '../shared/scene/by-path.ts'
import { createSceneEditor } from '../shared/scene/editor.ts'
import { exportScene } from '../shared/scene/export.ts'
import { seedBase } from '../shared/scene/file-base.ts'
import { badUse } from './failure.ts'
import { readSceneFile } from './scene-file.ts'

const example = `
Edits are made in the order given. The root's path is "."; others are relative to it.
A value is Godot text: numbers, "strings", Vector2(1, 2); an empty one sets the property back to its default.

Examples:
  weft scene edit levels/harbor.tscn --add .:Boat:Sprite2D --set 'Boat:position=Vector2(40, 8)'
  weft scene edit levels/harbor.tscn --move Boat:Dock:0 --rename Dock/Boat:Ferry -o harbor-new.tscn
`

export function sceneEditCommand(): Command {
  const edits: SceneEdit[] = []
  const collect = (read: (text: string) => SceneEdit) => (text: string) => {
    edits.push(read(text))
    return text
  }
  return new Command('edit')
    .description('edit a scene file in place, touching only what changes')
    .argument('<file>', 'a .tscn or .tres file')
    .option('--set <NODE:PROPERTY=VALUE>', 'set a property', collect(readSet))
    .option('--add <PARENT:NAME:TYPE>', 'add a node', collect(readAdd))
    .option('--move <NODE:PARENT[:INDEX]>', 'move a node under another, at the end or at an index', collect(readMove))
    .option('--rename <NODE:NAME>', 'rename a node', collect(readRename))
    .option('--delete <NODE>', 'delete a node and what is under it', collect(readDelete))
    .option('-o, --output <OUT>', 'write here instead')
    .addHelpText('after', example)
    .action(async (file: string, { output }: { output?: string }) => {
      if (edits.length === 0) {
        throw badUse('No edit is given.', 'give at least one of --set, --add, --move, --rename and --delete')
      }
      const document = await readSceneFile(file)
      const base = seedBase(document)
      const editor = createSceneEditor(document, {
        person: { name: 'weft scene edit', color: 0 },
        now: Date.now,
        random: randomBytes,
      })
      applySceneEdits(editor, edits)
      const { text } = exportScene(document, base, { propertyOrder: loadPropertyOrder() })
      if (output === undefined && text === base.text) return
      await writeWhole(output ?? file, Buffer.from(text, 'utf8'))
    })
}

/** The node ends at the first colon (no node name has one), the property at the first `=`. */
function readSet(text: string): SceneEdit {
  const match = /^([^:]+):([^=]+)=(.*)$/s.exec(text)
  if (match === null) throw shape('--set', 'NODE:PROPERTY=VALUE', "--set 'Boat:position=Vector2(40, 8)'")
  const [, node = '', property = '', value = ''] = match
  return { kind: 'set', node, property, value: value === '' ? null : value }
}

function readAdd(text: string): SceneEdit {
  const [parent, name, type, ...rest] = text.split(':')
  if (!parent || !name || !type || rest.length > 0) throw shape('--add', 'PARENT:NAME:TYPE', '--add .:Boat:Sprite2D')
  return { kind: 'add', parent, name, type }
}

function readMove(text: string): SceneEdit {
  const [node, parent, index, ...rest] = text.split(':')
  const isIndex = index === undefined || /^\d{1,6}$/.test(index)
  if (!node || !parent || !isIndex || rest.length > 0)
    throw shape('--move', 'NODE:PARENT[:INDEX]', '--move Boat:Dock:0')
  return index === undefined ? { kind: 'move', node, parent } : { kind: 'move', node, parent, index: Number(index) }
}

function readRename(text: string): SceneEdit {
  const [node, name, ...rest] = text.split(':')
  if (!node || !name || rest.length > 0) throw shape('--rename', 'NODE:NAME', '--rename Boat:Ferry')
  return { kind: 'rename', node, name }
}

function readDelete(text: string): SceneEdit {
  if (text === '') throw shape('--delete', 'NODE', '--delete Dock/Boat')
  return { kind: 'delete', node: text }
}

function shape(option: string, form: string, sample: string): Error {
  return badUse(`${option} takes ${form}.`, `for example: weft scene edit FILE ${sample}`)
}
