/**
 * Which nodes a query means, scene by scene, from their segments.
 *
 * One mask of a byte per node for each term; `and`, `or` and `not` join masks. What a pattern says about a key (a
 * class, a group, a file) is computed once for all scenes.
 */
import { cheapFirst } from './cost.ts'
import type { NodeFacts } from './facts.ts'
import { matchesProperty, splitComponent } from './match-property.ts'
import { matchesFile, matchesPlace, matchesText } from './match-text.ts'
import { anyText, type Postings, type Segment } from './segment.ts'
import type { Query, Term } from './syntax.ts'
import { innerTypeNames, type TypeSources, typeNames } from './type-names.ts'

export type Mask = Uint8Array

export interface Evaluator {
  /** One byte for each node of the scene: 1 where it is meant. */
  nodes(segment: Segment): Mask
  /** The same for one term of the query; cheap after `nodes` for the same scene. */
  term(term: Term, segment: Segment): Mask
}

/** For one state of the project: what it has learned of types is not asked again. */
export function createEvaluator(asked: Query, sources: TypeSources): Evaluator {
  const query = cheapFirst(asked)
  const verdicts = new Map<Term, Map<string, boolean>>()
  let last: { segment: Segment; masks: Map<Term, Mask> } | null = null

  /** Asks once for each key. */
  function holds(term: Term, key: string, ask: () => boolean): boolean {
    let known = verdicts.get(term)
    if (known === undefined) {
      known = new Map()
      verdicts.set(term, known)
    }
    let verdict = known.get(key)
    if (verdict === undefined) {
      verdict = ask()
      known.set(key, verdict)
    }
    return verdict
  }

  function posted(term: Term, postings: Postings, segment: Segment, test: (key: string) => boolean): Mask {
    const mask = emptyMask(segment)
    for (const [key, list] of postings) if (holds(term, key, () => test(key))) for (const at of list) mask[at] = 1
    return mask
  }

  function each(segment: Segment, test: (node: NodeFacts) => boolean): Mask {
    const mask = emptyMask(segment)
    segment.facts.nodes.forEach((node, at) => {
      if (test(node)) mask[at] = 1
    })
    return mask
  }

  function ofType(term: Term & { kind: 'text' }, segment: Segment): Mask {
    const mask = posted(term, segment.types, segment, key =>
      [...typeNames(sources, key, term.withHeirs)].some(name => matchesText(term, name)),
    )
    const { nodes } = segment.facts
    for (const at of segment.overrides) {
      const node = nodes[at]
      if (node === undefined || mask[at] === 1) continue
      if ([...innerTypeNames(sources, nodes, node, term.withHeirs)].some(name => matchesText(term, name))) mask[at] = 1
    }
    return mask
  }

  function ofText(term: Term & { kind: 'text' }, segment: Segment): Mask {
    switch (term.key) {
      case 'type':
        return ofType(term, segment)
      case 'name':
        return each(segment, node => matchesText(term, node.name))
      case 'path':
        return each(segment, node => matchesText(term, node.path))
      case 'group':
        return posted(term, segment.groups, segment, group => matchesText(term, group))
      case 'signal':
        return posted(term, segment.signals, segment, signal => matchesText(term, signal))
      case 'script':
        return posted(term, segment.scripts, segment, path => {
          const className = sources.scriptAt(path)?.className ?? null
          return matchesFile(term, path) || (className !== null && matchesText(term, className))
        })
      case 'resource':
        return posted(term, segment.resources, segment, path => matchesFile(term, path))
      case 'instance':
        return posted(term, segment.instances, segment, path => matchesFile(term, path))
      case 'uid':
        return posted(
          term,
          segment.uids,
          segment,
          uid => matchesText(term, uid) || matchesText(term, uid.replace('uid://', '')),
        )
      case 'in': {
        const { path } = segment.facts
        return holds(term, path, () => matchesPlace(term, path)) ? fullMask(segment) : emptyMask(segment)
      }
      case 'text':
        return anywhere(term, segment)
    }
  }

  function anywhere(term: Term & { kind: 'text' }, segment: Segment): Mask {
    if (term.match === 'whole') return each(segment, node => anyText(node).some(text => matchesText(term, text)))
    const wanted = term.value.toLowerCase()
    return Uint8Array.from(segment.texts(), text => (text.includes(wanted) ? 1 : 0))
  }

  function ofProperty(term: Term & { kind: 'property' }, segment: Segment): Mask {
    const mask = emptyMask(segment)
    const { nodes } = segment.facts
    const split = splitComponent(term.name)
    for (const [property, list] of segment.properties) {
      const isWhole = holds(term, property, () => matchesText({ match: 'whole', value: term.name }, property))
      // `position.x` is a part of `position`, unless a property has that very name.
      const isPart =
        !isWhole &&
        split !== null &&
        holds(term, `${property}\n`, () => matchesText({ match: 'whole', value: split.property }, property))
      if (!isWhole && !isPart) continue
      const component = isPart ? split.component : null
      for (const at of list) {
        const node = nodes[at]
        if (node !== undefined && matchesProperty(node, property, component, term.test)) mask[at] = 1
      }
    }
    return mask
  }

  function fresh(term: Term, segment: Segment): Mask {
    switch (term.kind) {
      case 'text':
        return ofText(term, segment)
      case 'property':
        return ofProperty(term, segment)
      case 'is':
        return each(segment, node => {
          switch (term.value) {
            case 'instance':
              return node.instance !== null
            case 'override':
              return node.isOverride
            case 'root':
              return node.isRoot
            case 'resource':
              return node.isResource
            case 'unique':
              return node.isUnique
          }
        })
    }
  }

  function maskOf(term: Term, segment: Segment): Mask {
    if (last?.segment !== segment) last = { segment, masks: new Map() }
    const known = last.masks.get(term)
    if (known !== undefined) return known
    const made = fresh(term, segment)
    last.masks.set(term, made)
    return made
  }

  function evaluate(part: Query, segment: Segment): Mask {
    switch (part.kind) {
      case 'everything':
        return fullMask(segment)
      case 'term':
        return maskOf(part.term, segment)
      case 'not':
        return evaluate(part.part, segment).map(bit => 1 - bit)
      case 'and':
        return joined(part.parts, segment, (a, b) => a & b, 0)
      case 'or':
        return joined(part.parts, segment, (a, b) => a | b, 1)
    }
  }

  /** Stops where nothing can change any more. */
  function joined(parts: readonly Query[], segment: Segment, join: (a: number, b: number) => number, end: 0 | 1): Mask {
    const [first, ...others] = parts
    if (first === undefined) return fullMask(segment)
    const result = evaluate(first, segment).slice()
    for (const part of others) {
      if (!result.includes(1 - end)) break
      const mask = evaluate(part, segment)
      for (let at = 0; at < result.length; at += 1) result[at] = join(result[at] ?? 0, mask[at] ?? 0)
    }
    return result
  }

  return { nodes: segment => evaluate(query, segment), term: maskOf }
}

function emptyMask({ facts }: Segment): Mask {
  return new Uint8Array(facts.nodes.length)
}

function fullMask(segment: Segment): Mask {
  return emptyMask(segment).fill(1)
}
