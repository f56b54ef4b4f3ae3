/** What a batch would do to one scene: worked out on a copy, which is written out and read again. BAT2 */
import { AppError } from '../../contract/errors.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import type { SceneEditor } from '../editor.ts'
import { type ExportOptions, exportScene } from '../export.ts'
import { type FileBase, seedBase } from '../file-base.ts'
import type { NodeId } from '../scene.ts'
import { applyFix } from '../validate/apply-fix.ts'
import { asWritten } from '../validate/as-written.ts'
import type { ProjectView } from '../validate/project-view.ts'
import { validateScene } from '../validate/validate.ts'
import { applyBatchEdits, type BatchEdit, type DescribeFile } from './batch-edits.ts'

export type BatchWork =
  | { readonly action: 'edit'; readonly edits: readonly BatchEdit[]; readonly nodes: readonly NodeId[] }
  /** References are brought up to date: the path of each uid, as Godot does when it saves. */
  | { readonly action: 'resave' }

/** Does the work through an editor; returns a line for each change. Throws AppError where it cannot be done. */
export function doWork(
  editor: SceneEditor,
  work: BatchWork,
  path: string,
  project: ProjectView,
  describeFile: DescribeFile,
): string[] {
  if (work.action === 'edit') return applyBatchEdits(editor, work.nodes, work.edits, describeFile)
  const lines: string[] = []
  for (const problem of validateScene(path, asWritten(editor.document), project)) {
    const fix = problem.kind === 'uid-mismatch' ? problem.fixes.find(each => each.isSafe) : undefined
    if (fix === undefined) continue
    applyFix(editor, fix)
    lines.push(...fix.preview)
  }
  return lines
}

/** The text with the work done. Throws AppError UNREADABLE where it could not be read again. */
export function textAfter(editor: SceneEditor, options: ExportOptions, base: FileBase | null = null): string {
  const { document } = editor
  const { text } = exportScene(document, base ?? seedBase(document), options)
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new AppError('UNREADABLE', `The result could not be read again: ${parsed.fault.reason}.`)
  return text
}

/** For references by path, from what the project knows of a file. */
export function fileDescriber(project: ProjectView): DescribeFile {
  return path => {
    if (!project.hasFile(path)) return null
    return { type: typeOf(project, path), uid: project.uidOf(path) }
  }
}

function typeOf(project: ProjectView, path: string): string {
  if (/\.(?:tscn|scn|glb|gltf|blend)$/i.test(path)) return 'PackedScene'
  if (/\.(?:gd|cs)$/i.test(path)) return 'Script'
  if (/\.gdshader$/i.test(path)) return 'Shader'
  if (/\.(?:png|jpe?g|webp|svg|bmp|tga)$/i.test(path)) return 'Texture2D'
  if (/\.(?:wav|ogg|mp3)$/i.test(path)) return 'AudioStream'
  const header = project.sceneAt(path)?.header.get('type')
  return header === undefined ? 'Resource' : header.replaceAll('"', '')
}
