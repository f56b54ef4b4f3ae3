/** A source file as the rules see it: what it imports, what global names it uses, and its comments. */
import { posix } from 'node:path'
import { parseSync } from 'vite'

export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Global names and calls in code, such as `Date.now`, `new Date()`, `process`, `test.skip`. */
  readonly uses: readonly Found[]
  /** Names of `let` and `var` at the top level of the module. */
  readonly moduleVariables: readonly Found[]
  readonly comments: readonly Found[]
}

export interface Found {
  readonly text: string
  readonly line: number
}

export interface Import {
  readonly specifier: string
  /** Path from the root of the repository, or null for a package. */
  readonly target: string | null
  /** Erased before it runs. */
  readonly isType: boolean
  readonly line: number
}

/** Throws where the text is no TypeScript. */
export function readSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? 'cannot be parsed'}`)
  const lineAt = lineFinder(text)
  const imports: Import[] = []
  const uses: Found[] = []
  walk(program, node => {
    const line = lineAt(node.start)
    const specifier = importedFrom(node)
    if (specifier !== null) {
      imports.push({ specifier, target: resolve(path, specifier), isType: isTypeImport(node), line })
    }
    const use = usedName(node)
    if (use !== null) uses.push({ text: use, line })
  })
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    uses,
    moduleVariables: moduleVariables(program as unknown as Node, lineAt),
    comments: comments.map(comment => ({ text: comment.value, line: lineAt(comment.start) })),
  }
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
    return
  }
  if (!isNode(value)) return
  visit(value)
  const label = labelKey(value)
  for (const key of Object.keys(value)) if (key !== label) walk(value[key], visit)
}

/** The child that is a plain name and refers to nothing: `b` of `a.b`, `b` of `{ b: 1 }`. */
function labelKey(node: Node): string | null {
  if (node.computed === true) return null
  if (node.type === 'MemberExpression') return 'property'
  if (node.type === 'Property' && node.shorthand !== true) return 'key'
  return /^(?:TSPropertySignature|TSMethodSignature|PropertyDefinition|MethodDefinition)$/.test(node.type)
    ? 'key'
    : null
}

function importedFrom(node: Node): string | null {
  const hasSource =
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportAllDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ImportExpression' ||
    node.type === 'TSImportType'
  if (!hasSource || !isNode(node.source)) return null
  return typeof node.source.value === 'string' ? node.source.value : null
}

function isTypeImport(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = Array.isArray(node.specifiers) ? (node.specifiers as Node[]) : []
  return specifiers.length > 0 && specifiers.every(each => each.importKind === 'type' || each.exportKind === 'type')
}

/** `name`, `object.member` or `new Name()` where the node is one of these. */
function usedName(node: Node): string | null {
  if (node.type === 'Identifier') return nameOf(node)
  if (node.type === 'NewExpression' && isNode(node.callee) && node.callee.type === 'Identifier') {
    const count = Array.isArray(node.arguments) ? node.arguments.length : 0
    return `new ${nameOf(node.callee)}(${count === 0 ? '' : '…'})`
  }
  if (node.type !== 'MemberExpression' || !isNode(node.object) || !isNode(node.property)) return null
  return node.object.type === 'Identifier' && node.computed !== true
    ? `${nameOf(node.object)}.${nameOf(node.property)}`
    : null
}

function nameOf(node: Node): string {
  return typeof node.name === 'string' ? node.name : 'a pattern'
}

function moduleVariables(program: Node, lineAt: (offset: number) => number): Found[] {
  const body = (program.body as Node[]).map(node => (isNode(node.declaration) ? node.declaration : node))
  return body
    .filter(node => node.type === 'VariableDeclaration' && (node.kind === 'let' || node.kind === 'var'))
    .filter(node => node.declare !== true)
    .flatMap(node => (node.declarations as Node[]).map(each => ({ id: each.id as Node, line: lineAt(each.start) })))
    .map(({ id, line }) => ({ text: nameOf(id), line }))
}

function resolve(path: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return offset => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
