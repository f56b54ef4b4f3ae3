import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { writeWhole } from '../host/files/write-whole.ts'
import { loadGodotClasses, loadPropertyOrder } from '../host/godot-classes.ts'
import { type FolderProject, readProjects } from '../host/search/folder-index.ts'
import { AppError } from '../shared/contract/errors.ts'
import type { BatchEdit } from '../shared/scene/batch/batch-edits.ts'
import { type BatchWork, doWork, fileDescriber, textAfter } from '../shared/scene/batch/compute.ts'
import {
  type BatchEvent,
  type BatchMode,
  type Prepared,
  runBatch,
  type SceneOutcome,
} from '../shared/scene/batch/run-batch.ts'
import { dependencyGraph } from '../shared/scene/dependencies/graph.ts'
import { inDependencyOrder } from '../shared/scene/dependencies/walk.ts'
import { createSceneEditor } from '../shared/scene/editor.ts'
import { seedBase } from '../shared/scene/file-base.ts'
import { createEvaluator } from '../shared/scene/query/evaluate.ts'
import type { ParsedQuery } from '../shared/scene/query/syntax.ts'
import type { NodeId } from '../shared/scene/scene.ts'
import { projectView } from '../shared/scene/validate/project-view.ts'
import { validateScene } from '../shared/scene/validate/validate.ts'
import { badUse } from './failure.ts'
import { readSceneFile } from './scene-file.ts'
import { filePath, readQuery } from './scene-find.ts'

const example = `
Scenes are handled in dependency order. With --all-or-nothing no file is written unless all can be.
Ends with 0, or 1 where a scene failed or anything was put back.

Examples:
  weft scene batch edit 'type:Enemy* prop:health' --set health=100 --dry-run
  weft scene batch edit 'group:spawn' --remove-group spawn --add-group spawn_points --all-or-nothing
  weft scene batch validate 'in:levels/' --json
  weft scene batch resave ''
`

interface Options {
  readonly directory: string
  readonly allOrNothing?: true
  readonly dryRun?: true
  readonly json?: true
}

type Action = 'validate' | 'resave' | 'edit'

export interface BatchReport {
  readonly outcomes: readonly SceneOutcome[]
  readonly end: string
  readonly changed: number
  readonly failed: number
}

export function sceneBatchCommand(): Command {
  const edits: BatchEdit[] = []
  const collect = (read: (text: string) => BatchEdit) => (text: string) => {
    edits.push(read(text))
    return text
  }
  return new Command('batch')
    .description('validate, re-save or edit many scene files in one go')
    .argument('<action>', 'validate, resave (brings references up to date) or edit')
    .argument('<query>', "scenes with such nodes; for an edit, the nodes; '' for all")
    .option('-C, --directory <DIR>', 'look here instead of the current folder', '.')
    .option('--set <PROPERTY=VALUE>', 'set a property; an empty value is its default', collect(readSet))
    .option('--replace <PROPERTY=OLD=>NEW>', 'set a property where it has the old value', collect(readReplace))
    .option(
      '--add-group <GROUP>',
      'add to a group',
      collect(group => ({ kind: 'add-group', group })),
    )
    .option(
      '--remove-group <GROUP>',
      'remove from a group',
      collect(group => ({ kind: 'remove-group', group })),
    )
    .option('--rename <OLD=>NEW>', 'in the name, put one text in place of another', collect(readRename))
    .option(
      '--retype <TYPE>',
      'change the type',
      collect(type => ({ kind: 'retype', type })),
    )
    .option('--delete', 'delete the nodes')
    .option('--all-or-nothing', 'write nothing unless every scene can be written')
    .option('--dry-run', 'only say what would be')
    .option('--json', 'as JSON')
    .addHelpText('after', example)
    .action(async (action: string, query: string, options: Options & { delete?: true }) => {
      if (options.delete === true) edits.push({ kind: 'delete' })
      const report = await runOn(checkAction(action, edits), query, edits, options)
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : print(report))
      if (report.failed > 0 || report.end !== 'done') process.exitCode = 1
    })
}

function checkAction(action: string, edits: readonly BatchEdit[]): Action {
  if (action !== 'validate' && action !== 'resave' && action !== 'edit') {
    throw badUse(`There is no action ${action}.`, 'validate, resave or edit')
  }
  if ((action === 'edit') === (edits.length === 0)) {
    throw badUse(
      action === 'edit' ? 'No edit is given.' : 'Edits go with the action edit.',
      'for example: weft scene batch edit group:spawn --set health=100',
    )
  }
  return action
}

async function runOn(
  action: Action,
  text: string,
  edits: readonly BatchEdit[],
  { directory, allOrNothing, dryRun }: Options,
): Promise<BatchReport> {
  const query = readQuery(text)
  const outcomes: SceneOutcome[] = []
  let end = 'done'
  let changed = 0
  let failed = 0
  for (const project of await readProjects([directory], loadGodotClasses())) {
    const scope = scopeOf(project, query)
    const paths = inDependencyOrder(dependencyGraph(project.index), scope.keys())
    const prepare = preparer(project, action, edits, scope)
    const mode: BatchMode = allOrNothing ? 'all-or-nothing' : 'carry-on'
    for await (const event of runBatch({ paths, mode, isDryRun: dryRun === true, prepare, signal: undefined })) {
      take(event, project)
    }
  }
  return { outcomes, end, changed, failed }

  function take(event: BatchEvent, { root }: FolderProject): void {
    if (event.kind === 'outcome') {
      outcomes.push({ ...event.outcome, scene: filePath(resolve(directory), root, event.outcome.scene) })
    } else if (event.kind === 'end') {
      changed += event.changed
      failed += event.failed
      if (event.end !== 'done') end = event.end
    }
  }
}

function scopeOf({ index, asked }: FolderProject, { query }: ParsedQuery & { readonly ok: true }) {
  const evaluator = createEvaluator(query, index)
  const scope = new Map<string, readonly NodeId[]>()
  for (const segment of index.segments()) {
    const { path, nodes } = segment.facts
    if (!asked.has(path)) continue
    const mask = evaluator.nodes(segment)
    const found = nodes.flatMap((node, at) => (mask[at] === 1 && !node.isResource ? [node.id] : []))
    // A resource file can be validated, reloaded and saved again; edits are of nodes.
    if (mask.includes(1)) scope.set(path, found)
  }
  return scope
}

function preparer(
  { root, index }: FolderProject,
  action: Action,
  edits: readonly BatchEdit[],
  scope: ReadonlyMap<string, readonly NodeId[]>,
): (path: string) => Promise<Prepared> {
  const view = projectView(index)
  const options = { propertyOrder: loadPropertyOrder() }
  return async path => {
    const scene = index.scenes.get(path)
    if (action === 'validate') {
      const problems = scene === undefined ? [] : validateScene(path, scene, view)
      const changes = problems.map(
        ({ severity, node, text }) => `${severity}${node === null ? '' : ` ${node}`}: ${text}`,
      )
      return { changes, problems: problems.length, commit: null, rollBack: async () => {} }
    }
    const file = join(root, path.slice('res://'.length))
    const bytes = await readFile(file)
    const document = await readSceneFile(file)
    const base = seedBase(document)
    const person = { name: 'weft scene batch', color: 0 }
    const editor = createSceneEditor(document, { person, now: Date.now, random: randomBytes })
    const work: BatchWork = action === 'edit' ? { action, edits, nodes: scope.get(path) ?? [] } : { action }
    const changes = doWork(editor, work, path, view, fileDescriber(view))
    const text = textAfter(editor, options, base)
    document.dispose()
    const isStillRight = async () => (await readFile(file)).equals(bytes)
    return {
      changes,
      problems: 0,
      commit:
        text === base.text
          ? null
          : async () => {
              if (await writeWhole(file, Buffer.from(text, 'utf8'), { isStillRight })) return
              throw new AppError('BAD_REQUEST', 'The file was changed by somebody else meanwhile.', { path })
            },
      async rollBack() {
        if (!(await isStillRight())) await writeWhole(file, bytes)
      },
    }
  }
}

function readSet(text: string): BatchEdit {
  const match = /^([^=]+)=(.*)$/s.exec(text)
  if (match === null) throw badUse('--set takes PROPERTY=VALUE.', "for example: --set 'position=Vector2(40, 8)'")
  return { kind: 'set', property: match[1] ?? '', value: match[2] === '' ? null : (match[2] ?? null) }
}

function readReplace(text: string): BatchEdit {
  const match = /^([^=]+)=(.*)=>(.*)$/s.exec(text)
  if (match === null) throw badUse('--replace takes PROPERTY=OLD=>NEW.', "for example: --replace 'speed=2.0=>2.5'")
  return { kind: 'replace', property: match[1] ?? '', from: match[2] ?? '', to: match[3] ?? '' }
}

function readRename(text: string): BatchEdit {
  const match = /^(.*)=>(.+)$/s.exec(text)
  if (match === null) throw badUse('--rename takes OLD=>NEW.', "for example: --rename 'Enemy=>Crab'")
  return { kind: 'rename', from: match[1] ?? '', to: match[2] ?? '' }
}

function print({ outcomes, end, changed, failed }: BatchReport): string {
  const lines = outcomes.flatMap(({ scene, status, changes, reason }) => [
    `${status.replaceAll('-', ' ').padEnd(14)}${scene}${reason === null ? '' : `: ${reason}`}`,
    ...changes.map(change => `${' '.repeat(14)}${change}`),
  ])
  lines.push(`${end}: ${changed} changed, ${failed} failed`)
  return lines.map(line => `${line}\n`).join('')
}
