import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { writeWhole } from '../host/files/write-whole.ts'
import { loadGodotClasses, loadPropertyOrder } from '../host/godot-classes.ts'
import { type FolderProject, putFileBytes, readProjects } from '../host/search/folder-index.ts'
import { createSceneEditor } from '../shared/scene/editor.ts'
import { exportScene } from '../shared/scene/export.ts'
import { seedBase } from '../shared/scene/file-base.ts'
import { applyFix } from '../shared/scene/validate/apply-fix.ts'
import { asWritten } from '../shared/scene/validate/as-written.ts'
import type { Problem, Severity } from '../shared/scene/validate/problem.ts'
import { type ProjectView, projectView } from '../shared/scene/validate/project-view.ts'
import { unreadable, validateScene } from '../shared/scene/validate/validate.ts'
import { badUse, Failure } from './failure.ts'
import { readSceneFile } from './scene-file.ts'
import { filePath } from './scene-find.ts'

const example = `
Ends with 0 where nothing is amiss, 1 where something is, 2 where that could not be told. Notes alone count as nothing.
--fix makes those fixes in which nothing is guessed and nothing lost.

Examples:
  weft scene validate .
  weft scene validate levels/harbor.tscn actors --json
  weft scene validate . --fix --dry-run
`

interface Options {
  readonly json?: true
  readonly fix?: true
  readonly dryRun?: true
}

export interface ValidateReport {
  readonly problems: readonly ReportedProblem[]
  readonly summary: Readonly<Record<Severity | 'files', number>>
  /** Fixes made, or that would be. */
  readonly fixed: readonly { readonly scene: string; readonly label: string; readonly preview: readonly string[] }[]
}

type ReportedProblem = Pick<Problem, 'kind' | 'severity' | 'scene' | 'text' | 'detail'> & {
  readonly node?: string
  readonly property?: string
  readonly fixes: readonly { readonly id: string; readonly label: string; readonly preview: readonly string[] }[]
}

export function sceneValidateCommand(): Command {
  return new Command('validate')
    .description('say what is amiss in scenes: missing files, unknown types, references that lead nowhere')
    .argument('<path...>', '.tscn and .tres files, or folders')
    .option('--json', 'as JSON')
    .option('--fix', 'make the safe fixes')
    .option('--dry-run', 'with --fix: only say which')
    .addHelpText('after', example)
    .action(async (paths: string[], options: Options) => {
      if (options.dryRun && !options.fix)
        throw badUse('--dry-run goes with --fix.', 'weft scene validate . --fix --dry-run')
      const report = await validatePaths(paths, options)
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : print(report))
      if (report.summary.error + report.summary.warning > 0) process.exitCode = 1
    })
}

async function validatePaths(paths: readonly string[], options: Options): Promise<ValidateReport> {
  const projects = await readAll(paths)
  const fixed: { scene: string; label: string; preview: readonly string[] }[] = []
  if (options.fix) {
    for (const project of projects) {
      for (const path of [...project.asked].sort()) {
        const made = await fixScene(project, path, options.dryRun === true)
        fixed.push(...made.map(fix => ({ ...fix, scene: filePath('.', project.root, path) })))
      }
    }
  }
  const problems = projects.flatMap(project => problemsOf(project))
  const files = projects.reduce((sum, { asked }) => sum + asked.size, 0)
  const summary = { error: 0, warning: 0, info: 0, files }
  for (const { severity } of problems) summary[severity] += 1
  return { problems, summary, fixed }
}

/** Exit 2 where there is nothing to judge. */
async function readAll(paths: readonly string[]): Promise<FolderProject[]> {
  try {
    const projects = await readProjects(paths, loadGodotClasses())
    if (projects.some(({ asked }) => asked.size > 0)) return projects
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new Failure('NOT_FOUND', text, 'give .tscn and .tres files, or folders', 2)
  }
  throw badUse('There are no scenes there.', 'give .tscn and .tres files, or folders')
}

function problemsOf({ root, index, asked, faults }: FolderProject): ReportedProblem[] {
  const view = projectView(index)
  return [...asked].sort().flatMap(path => {
    const fault = faults.get(path)
    const scene = index.scenes.get(path)
    const found =
      fault !== undefined ? [unreadable(path, fault)] : scene === undefined ? [] : validateScene(path, scene, view)
    return found.map(problem => reported(problem, root))
  })
}

function reported(
  { kind, severity, scene, node, property, text, detail, fixes }: Problem,
  root: string,
): ReportedProblem {
  return {
    kind,
    severity,
    scene: filePath('.', root, scene),
    ...(node !== null && { node }),
    ...(property !== null && { property }),
    text,
    detail,
    fixes: fixes.map(({ id, label, preview }) => ({ id, label, preview })),
  }
}

/** Safe fixes of one file, one after the other: each is looked for anew, since one may settle another. */
async function fixScene(
  { root, index }: FolderProject,
  path: string,
  isDryRun: boolean,
): Promise<{ label: string; preview: readonly string[] }[]> {
  const present = index.scenes.get(path)
  const view = projectView(index)
  if (present === undefined || !hasSafeFix(validateScene(path, present, view))) return []
  const file = join(root, path.slice('res://'.length))
  const document = await readSceneFile(file)
  const base = seedBase(document)
  const editor = createSceneEditor(document, {
    person: { name: 'weft scene validate', color: 0 },
    now: Date.now,
    random: randomBytes,
  })
  const made = fixAll(path, view, editor)
  const { text } = exportScene(document, base, { propertyOrder: loadPropertyOrder() })
  if (!isDryRun && text !== base.text) {
    await writeWhole(file, Buffer.from(text, 'utf8'))
    putFileBytes(index, path, await readFile(file))
  }
  return made
}

function fixAll(path: string, view: ProjectView, editor: ReturnType<typeof createSceneEditor>) {
  const made: { label: string; preview: readonly string[] }[] = []
  const tried = new Set<string>()
  for (;;) {
    const next = validateScene(path, asWritten(editor.document), view).find(
      problem => !tried.has(problem.id) && problem.fixes.some(fix => fix.isSafe),
    )
    const fix = next?.fixes.find(each => each.isSafe)
    if (next === undefined || fix === undefined) return made
    tried.add(next.id)
    applyFix(editor, fix)
    made.push({ label: fix.label, preview: fix.preview })
  }
}

function hasSafeFix(problems: readonly Problem[]): boolean {
  return problems.some(problem => problem.fixes.some(fix => fix.isSafe))
}

function print({ problems, summary, fixed }: ValidateReport): string {
  const lines = fixed.map(({ scene, label, preview }) => `fixed   ${scene}: ${label} (${preview.join('; ')})`)
  for (const { severity, scene, node, property, text, detail, fixes } of problems) {
    const place = [scene, node, property].filter(part => part !== undefined).join(':')
    lines.push(`${severity.padEnd(8)}${place}: ${text}${detail === '' ? '' : ` [${detail}]`}`)
    for (const fix of fixes) lines.push(`${' '.repeat(10)}can: ${fix.label}`)
  }
  const { error, warning, info, files } = summary
  lines.push(`${files} files: ${error} errors, ${warning} warnings, ${info} notes`)
  return lines.map(line => `${line}\n`).join('')
}
