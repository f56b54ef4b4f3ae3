/** Files by a few letters of their path, best first (SRC5): words in any order, as they stand or with letters left out. */
import UFuzzy from '@leeoniya/ufuzzy'

export interface NameHit {
  readonly path: string
  /** Start and end of what matched, in UTF-16 units of the path. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
}

/** Letters of every script. */
const WHOLE = {
  unicode: true,
  interSplit: String.raw`[^\p{L}\d']+`,
  intraSplit: String.raw`\p{Ll}\p{Lu}`,
  intraBound: String.raw`\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}`,
  intraChars: '[^/]',
  intraContr: String.raw`'\p{L}{1,2}\b`,
}
/** Between two letters anything but the end of a folder may stand. */
const LOOSE = { ...WHOLE, intraIns: Number.POSITIVE_INFINITY }
/** Words put into other orders: five have 120. */
const WORDS_TURNED = 5
/** Compared with each other for their rank, at most. */
const RANKED = 1_000

/** `paths` of files, with `/`. What has the words as they stand goes before what has only their letters. */
export function findNames(paths: readonly string[], text: string, limit: number): NameHit[] {
  const whole = ranked(paths, text, WHOLE)
  if (whole.length >= limit) return whole.slice(0, limit)
  const known = new Set(whole.map(({ path }) => path))
  const loose = ranked(
    paths.filter(path => !known.has(path)),
    text,
    LOOSE,
  )
  return [...whole, ...loose].slice(0, limit)
}

/** A hit in the file's name goes before one in its folders. */
function ranked(paths: readonly string[], text: string, options: UFuzzy.Options): NameHit[] {
  const [indexes, info, order] = new UFuzzy(options).search([...paths], text.trim(), WORDS_TURNED, RANKED)
  if (indexes === null) return []
  if (info === null || order === null) return indexes.map(at => ({ path: paths[at] ?? '', ranges: [] }))
  const hits = order.map(at => ({ path: paths[info.idx[at] ?? 0] ?? '', ranges: pairs(info.ranges[at] ?? []) }))
  const isInName = ({ path, ranges }: NameHit) => (ranges[0]?.[0] ?? 0) > path.lastIndexOf('/')
  return [...hits.filter(isInName), ...hits.filter(hit => !isInName(hit))]
}

function pairs(flat: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at + 1 < flat.length; at += 2) found.push([flat[at] ?? 0, flat[at + 1] ?? 0])
  return found
}
