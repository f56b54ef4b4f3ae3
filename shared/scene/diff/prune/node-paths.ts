/** Paths of nodes, and where NodePaths lead: for choosing what a comparison needs. */

/** `A/B/C`, `A/B`, `A`, `.` */
export function* pathsUp(path: string): Generator<string> {
  yield path
  if (path === '.') return
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    yield path.slice(0, slash)
  yield '.'
}

/** From the root, of every NodePath in a section of the node at `from`; null for one that starts with a unique name. */
export function targetsIn(text: string, from: string): (string | null)[] {
  const targets: (string | null)[] = []
  for (const [, argument = ''] of text.matchAll(NODE_PATH)) {
    const colon = argument.indexOf(':')
    targets.push(absolute(colon < 0 ? argument : argument.slice(0, colon), from))
  }
  return targets
}

const NODE_PATH = /NodePath\(\s*"([^"]*)"/g

function absolute(names: string, from: string): string | null {
  if (names.startsWith('%') || names.includes('\\')) return null
  const path = from === '.' ? [] : from.split('/')
  for (const name of names.split('/')) {
    if (name === '..') path.pop()
    else if (name !== '.' && name !== '') path.push(name)
  }
  return path.length === 0 ? '.' : path.join('/')
}
