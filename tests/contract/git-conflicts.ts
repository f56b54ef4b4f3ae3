/** Every kind of conflict that Git makes, as three sides, and the commands that stop at it. */
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LINES, type OperationGround, operationGround } from '../property/operation-ground.ts'

type File = string | { readonly run: string } | { readonly link: string }
type Files = Readonly<Record<string, File>>

export interface Conflict {
  readonly base: Files
  readonly ours: Files
  readonly theirs: Files
}

const SCENE = `[gd_scene format=3 uid="uid://dlevel0000001"]

[node name="Level" type="Node2D" unique_id=1000001]

[node name="Player" type="Sprite2D" parent="." unique_id=1000002]
position = Vector2(10, 20)
rotation = 0.5
`

/** No text is like one of another kind: nothing is renamed across them. */
function kindsOf(name: string): Conflict {
  const text = LINES.replaceAll('line', `${name} line`)
  const at = (n: number, words: string) => text.replace(`${name} line ${n}\n`, `${words}\n`)
  const binary = (tail: string) => `\0${name} ${name.toUpperCase().repeat(20)}${tail}`
  const kinds: Record<string, Conflict> = {
    content: { base: { a: text }, ours: { a: at(5, 'ours') }, theirs: { a: at(5, 'theirs') } },
    scene: {
      base: { 'a.tscn': SCENE },
      ours: { 'a.tscn': SCENE.replace('(10, 20)', '(1, 1)') },
      theirs: { 'a.tscn': SCENE.replace('(10, 20)', '(2, 2)').replace('0.5', '0.75') },
    },
    'add-add': { base: {}, ours: { a: at(5, 'ours') }, theirs: { a: at(5, 'theirs') } },
    'delete-modify': { base: { a: text }, ours: {}, theirs: { a: at(5, 'theirs') } },
    'modify-delete': { base: { a: text }, ours: { a: at(5, 'ours') }, theirs: {} },
    'rename-to-two': { base: { a: text }, ours: { b: at(5, 'ours') }, theirs: { c: at(5, 'theirs') } },
    'rename-to-one': {
      base: { a: text, b: binary('b') },
      ours: { c: text, b: binary('b') },
      theirs: { a: text, c: binary('b') },
    },
    'rename-delete': { base: { a: text }, ours: { b: at(2, 'ours') }, theirs: {} },
    'delete-rename': { base: { a: text }, ours: {}, theirs: { b: at(2, 'theirs') } },
    'rename-add': { base: { a: text }, ours: { b: text }, theirs: { a: at(5, 'theirs'), b: binary('b') } },
    binary: { base: { a: binary('') }, ours: { a: binary('ours') }, theirs: { a: binary('theirs') } },
    mode: { base: {}, ours: { a: { run: text } }, theirs: { a: text } },
    link: { base: { a: { link: 'x' } }, ours: { a: { link: 'y' } }, theirs: { a: { link: 'z' } } },
    'file-link': { base: { a: text }, ours: { a: at(5, 'ours') }, theirs: { a: { link: 'x' } } },
    'file-folder': { base: {}, ours: { a: text }, theirs: { 'a/b': at(1, 'b') } },
    'changed-file-folder': { base: { a: text }, ours: { a: at(5, 'ours') }, theirs: { 'a/b': binary('b') } },
    'folder-renamed': {
      base: { 'd/a': text, 'd/b': binary('b') },
      ours: { 'e/a': text, 'e/b': binary('b') },
      theirs: { 'd/a': text, 'd/b': binary('b'), 'd/c': `${binary('')}${SCENE}` },
    },
  }
  const kind = kinds[name]
  if (kind === undefined) throw new RangeError(name)
  return kind
}

export const KINDS = [
  'content',
  'scene',
  'add-add',
  'delete-modify',
  'modify-delete',
  'rename-to-two',
  'rename-to-one',
  'rename-delete',
  'delete-rename',
  'rename-add',
  'binary',
  'mode',
  'link',
  'file-link',
  'file-folder',
  'changed-file-folder',
  'folder-renamed',
] as const
export type Kind = (typeof KINDS)[number]

/** Each kind in a folder of its name. */
export function conflictOf(...kinds: readonly Kind[]): Conflict {
  const all: Record<keyof Conflict, Record<string, File>> = { base: {}, ours: {}, theirs: {} }
  for (const kind of kinds) {
    const conflict = kindsOf(kind)
    for (const side of ['base', 'ours', 'theirs'] as const)
      for (const [path, file] of Object.entries(conflict[side])) all[side][`${kind}/${path}`] = file
  }
  return all
}

export type Way = 'merge' | 'cherry-pick' | 'revert' | 'rebase' | 'stash pop'
export const WAYS: readonly Way[] = ['merge', 'cherry-pick', 'revert', 'rebase', 'stash pop']

/** A repository in which Git's command has stopped at it. */
export async function stoppedAt({ base, ours, theirs }: Conflict, way: Way): Promise<OperationGround> {
  const made = await operationGround()
  const { ground } = made
  const lay = (files: Files) => {
    ground.git('rm', '-rqf', '--ignore-unmatch', '.')
    for (const [path, file] of [['keep', 'kept\n'], ...Object.entries(files)] as [string, File][]) {
      if (typeof file === 'string') made.write(path, file)
      else if ('link' in file) {
        mkdirSync(dirname(join(ground.folder, path)), { recursive: true })
        made.link(path, file.link)
      } else {
        made.write(path, file.run)
        chmodSync(join(ground.folder, path), 0o755)
      }
    }
    ground.git('add', '-A')
  }
  const commit = (files: Files, message: string) => {
    lay(files)
    ground.git('commit', '-q', '--allow-empty', '-m', message)
  }
  if (way === 'revert') {
    commit(theirs, 'Theirs')
    commit(base, 'Base')
    commit(ours, 'Ours')
  } else {
    commit(base, 'Base')
    if (way === 'stash pop') {
      lay(theirs)
      if (ground.ask('stash', 'push', '-q').code !== 0) throw new Error('nothing was stashed')
    } else {
      ground.git('switch', '-q', '-c', 'night')
      commit(theirs, 'Theirs')
      ground.git('switch', '-q', 'main')
    }
    commit(ours, 'Ours')
    if (way === 'rebase') ground.git('switch', '-q', 'night')
  }
  const commands = { revert: ['HEAD~1'], 'cherry-pick': ['night'], merge: ['night'], rebase: ['main'], 'stash pop': [] }
  const { code, out } = ground.ask(...way.split(' '), ...commands[way])
  if (code === 0 || ground.git('ls-files', '-u') === '') throw new Error(`${way}: ${out}`)
  return made
}

/** What Git and a person see of it, to the last stage of the index. */
export function contestedSnapshot(made: OperationGround): Record<string, unknown> {
  return { ...made.snapshot(), index: made.ground.git('ls-files', '-s', '--full-name') }
}
