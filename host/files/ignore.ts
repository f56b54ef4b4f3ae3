/**
 * FIL2: what is never a file of the project, and what Git is told to ignore.
 *
 * The rules of gitignore(5): later lines win, `!` takes back, a slash inside a pattern anchors it, a slash at the end
 * means folders only, `**` crosses folders. What lies in an ignored folder cannot be taken back.
 */
import { TEMPORARY_PREFIX } from './write-whole.ts'

/** Folders that belong to tools, at any depth. */
const TOOL_FOLDERS: ReadonlySet<string> = new Set(['.git', '.godot', '.weft', '.import'])

export interface IgnoreRules {
  /** `path` relative to the project, with `/`. */
  isIgnored(path: string, isFolder: boolean): boolean
  /** The rules of a folder below added; `folder` is '' for the project's own. */
  with(folder: string, gitignore: string): IgnoreRules
}

interface Rule {
  readonly pattern: RegExp
  readonly isNegated: boolean
  readonly isFolderOnly: boolean
}

export const noRules: IgnoreRules = rules([])

/** True for names that Weft never looks at, whatever Git says. */
export function isToolName(name: string): boolean {
  return TOOL_FOLDERS.has(name.toLowerCase()) || name.startsWith(TEMPORARY_PREFIX)
}

function rules(list: readonly Rule[]): IgnoreRules {
  return {
    isIgnored(path, isFolder) {
      if (isToolName(path.slice(path.lastIndexOf('/') + 1))) return true
      const last = list.findLast(rule => (isFolder || !rule.isFolderOnly) && rule.pattern.test(path))
      return last !== undefined && !last.isNegated
    },
    with: (folder, gitignore) => rules([...list, ...readRules(folder, gitignore)]),
  }
}

function readRules(folder: string, text: string): Rule[] {
  return text.split(/\r?\n/).flatMap(line => readRule(folder, line) ?? [])
}

function readRule(folder: string, line: string): Rule | null {
  let pattern = line.replace(/(?<!\\)\s+$/, '')
  if (pattern === '' || pattern.startsWith('#')) return null
  const isNegated = pattern.startsWith('!')
  if (isNegated) pattern = pattern.slice(1)
  const isFolderOnly = pattern.endsWith('/')
  if (isFolderOnly) pattern = pattern.slice(0, -1)
  const isAnchored = pattern.includes('/')
  if (pattern.startsWith('/')) pattern = pattern.slice(1)
  const prefix = folder === '' ? '' : `${escapeText(folder)}/`
  const body = globSource(pattern)
  if (body === null) return null
  return { pattern: new RegExp(`^${prefix}${isAnchored ? '' : '(?:.*/)?'}${body}$`), isNegated, isFolderOnly }
}

/** null for a pattern that matches nothing (an open bracket). */
function globSource(glob: string): string | null {
  let source = ''
  for (let i = 0; i < glob.length; i += 1) {
    const rest = glob.slice(i)
    const char = glob[i] ?? ''
    if (rest === '**') return `${source}.*`
    if (rest.startsWith('**/') && (i === 0 || glob[i - 1] === '/')) {
      source += '(?:.*/)?'
      i += 2
    } else if (char === '*') source += '[^/]*'
    else if (char === '?') source += '[^/]'
    else if (char === '\\') {
      i += 1
      source += escapeText(glob[i] ?? '')
    } else if (char === '[') {
      const end = glob.indexOf(']', i + 2)
      if (end < 0) return null
      source += `[${glob
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`
      i = end
    } else source += escapeText(char)
  }
  return source
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
