/** The numbered rules of `docs/spec`: each has one number, and code or a test that cites it. */

export interface TextFile {
  readonly path: string
  readonly text: string
}

export interface SpecRule {
  readonly id: string
  readonly path: string
}

/** A rule begins a list item or a table row: `- **COD1** …`, ``- `SCN1` …``, `| STO1 | …`. */
export function specRules(specs: readonly TextFile[]): SpecRule[] {
  return specs.flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:[-*] |\| ?)(?:\*\*|`)?([A-Z]{2,5}\d+)(?:\*\*|`)?(?=[ .:|])/gm)].map(match => ({
      id: match[1] ?? '',
      path,
    })),
  )
}

export function repeatedRules(rules: readonly SpecRule[]): string[] {
  const first = new Map<string, string>()
  return rules.flatMap(({ id, path }) => {
    const before = first.get(id)
    first.set(id, before ?? path)
    return before === undefined ? [] : [`${path}: ${id} is a rule of ${before} already`]
  })
}

/** `uncited` lists rules that nothing cites yet. It may only shrink. */
export function uncitedRules(
  rules: readonly SpecRule[],
  files: readonly TextFile[],
  uncited: readonly string[],
): string[] {
  const cited = new Set(files.flatMap(file => citations(file.text)))
  const known = new Set(rules.map(rule => rule.id))
  return [
    ...rules
      .filter(({ id }) => !cited.has(id) && !uncited.includes(id))
      .map(({ id, path }) => `${path}: no code and no test cites ${id}`),
    ...uncited.filter(id => cited.has(id) || !known.has(id)).map(id => `${id} is cited, or gone: take it off the list`),
  ]
}

/** Citations of rules that do not exist, of the families that do. */
export function danglingCitations(rules: readonly SpecRule[], files: readonly TextFile[]): string[] {
  const known = new Set(rules.map(rule => rule.id))
  const families = new Set(rules.map(rule => familyOf(rule.id)))
  return files.flatMap(({ path, text }) =>
    [...new Set(citations(text))]
      .filter(id => families.has(familyOf(id)) && !known.has(id))
      .map(id => `${path} cites ${id}, which docs/spec does not have`),
  )
}

/** Also `ID1 to ID5`, `SCN3–SCN6` and `COD1, COD2`: every number between the ends of a range counts. */
function citations(text: string): string[] {
  const ranges = [...text.matchAll(/\b([A-Z]{2,5})(\d+)(?: to |–|…)\1(\d+)\b/g)].flatMap(([, family, from, to]) =>
    Array.from(
      { length: Math.max(0, Number(to) - Number(from) + 1) },
      (_, index) => `${family}${Number(from) + index}`,
    ),
  )
  return [...ranges, ...[...text.matchAll(/\b[A-Z]{2,5}\d+\b/g)].map(match => match[0])]
}

function familyOf(id: string): string {
  return id.replace(/\d+$/, '')
}
