/**
 * What can be typed next. FND13
 *
 *     completeQuery('type:Sp', 7, vocabulary)   // { from: 0, to: 7, items: [{ text: 'type:Sprite2D', … }] }
 */
import { IS_VALUES, type TEXT_KEYS } from './syntax.ts'
import { quotedIfNeeded, readTokens, unquoted } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Completion {
  /** Put in the place of `from` to `to`. */
  readonly text: string
  readonly label: string
  /** What it is, or how many nodes have it. */
  readonly detail: string
  /** More is to be typed behind it: no blank follows. */
  readonly isOpen: boolean
}

export interface Completions {
  readonly from: number
  readonly to: number
  readonly items: readonly Completion[]
}

const ITEMS = 50

const KEY_WORDS: Readonly<Record<string, string>> = {
  type: 'class, script class or instanced scene',
  name: 'name of the node',
  path: 'path in its scene',
  script: 'script file or class',
  group: 'group',
  prop: 'property, and its value',
  in: 'folder or scene',
  is: 'instance, override, root, unique',
  uid: 'uid of a file or node',
  signal: 'connected signal',
  resource: 'file that it uses',
  instance: 'scene it is an instance of',
  text: 'anywhere',
}

/** The word that the cursor stands in or behind. */
export function completeQuery(text: string, cursor: number, vocabulary: Vocabulary): Completions {
  const at = Math.max(0, Math.min(cursor, text.length))
  const word = readTokens(text).find(token => token.kind === 'word' && token.start < at && at <= token.end)
  const from = word?.start ?? at
  const to = word?.end ?? at
  const typed = text.slice(from, at)
  const match = /^([A-Za-z]+)(:|~)(.*)$/s.exec(typed)
  const key = match?.[1]?.toLowerCase() ?? ''
  if (match === null || !(key in KEY_WORDS)) return { from, to, items: keyItems(typed, from > 0) }
  const items = valueItems(key, `${match[1]}${match[2]}`, match[3] ?? '', vocabulary)
  return { from, to, items }
}

function keyItems(typed: string, isBehind: boolean): Completion[] {
  const wanted = typed.toLowerCase()
  const keys = Object.entries(KEY_WORDS).map(([key, detail]) => ({
    text: `${key}:`,
    label: `${key}:`,
    detail,
    isOpen: true,
  }))
  const joins = (isBehind ? ['and', 'or', 'not'] : ['not']).map(text => ({
    text,
    label: text,
    detail: '',
    isOpen: false,
  }))
  return [...keys, ...joins].filter(item => item.text.startsWith(wanted) && item.text !== wanted)
}

function valueItems(key: string, before: string, written: string, vocabulary: Vocabulary): Completion[] {
  const { value } = unquoted(written)
  if (key === 'is') return ranked(before, value, new Map(IS_VALUES.map(each => [each, 0])))
  if (key === 'prop') return propertyItems(before, written, vocabulary)
  if (key === 'type') return typeItems(before, value, vocabulary)
  switch (key as (typeof TEXT_KEYS)[number]) {
    case 'group':
      return ranked(before, value, vocabulary.groups)
    case 'script':
      return ranked(
        before,
        value,
        new Map([...vocabulary.scripts, ...vocabulary.scriptClasses.map(name => [name, 0] as const)]),
      )
    case 'signal':
      return ranked(before, value, vocabulary.signals)
    case 'resource':
      return ranked(before, value, vocabulary.resources)
    case 'instance':
      return ranked(before, value, vocabulary.instances)
    case 'in':
      return ranked(before, value, vocabulary.folders)
    default:
      return []
  }
}

/** The project's own first; a class that is written out is offered with what derives from it. */
function typeItems(before: string, value: string, vocabulary: Vocabulary): Completion[] {
  const names = new Map<string, number>()
  for (const name of vocabulary.scriptClasses) names.set(name, 0)
  for (const name of vocabulary.classes) names.set(name, 0)
  for (const [name, nodes] of vocabulary.types) names.set(name, nodes)
  const exact = vocabulary.classes.find(name => name.toLowerCase() === value.toLowerCase())
  const heirs =
    exact === undefined
      ? []
      : [{ text: `${before}${exact}+`, label: `${exact}+`, detail: 'and what derives from it', isOpen: false }]
  return [...heirs, ...ranked(before, value, names)]
}

function propertyItems(before: string, written: string, vocabulary: Vocabulary): Completion[] {
  const split = /^([^=!<>~"]+)(=|!=)(\w*)$/.exec(written)
  if (split !== null) {
    const head = `${before}${split[1]}${split[2]}`
    return ranked(
      head,
      split[3] ?? '',
      new Map([
        ['true', 0],
        ['false', 0],
      ]),
    )
  }
  if (/[=!<>~]/.test(written)) return []
  return ranked(before, unquoted(written).value, vocabulary.properties).map(item => ({ ...item, isOpen: true }))
}

/** What begins with the text, then what holds it; of each the most frequent first. */
function ranked(before: string, value: string, from: ReadonlyMap<string, number>): Completion[] {
  const wanted = value.toLowerCase()
  const rank = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return [...from]
    .filter(([name]) => name.toLowerCase().includes(wanted))
    .sort(([a, m], [b, n]) => rank(a) - rank(b) || n - m || (a < b ? -1 : 1))
    .slice(0, ITEMS)
    .map(([name, nodes]) => ({
      text: `${before}${quotedIfNeeded(name)}`,
      label: name,
      detail: nodes === 0 ? '' : nodes === 1 ? '1 node' : `${nodes} nodes`,
      isOpen: name.endsWith('/'),
    }))
}
