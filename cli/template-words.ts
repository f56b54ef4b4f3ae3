/** Templates as lines for a terminal. */
import type { FoundTemplate } from '../host/templates/template-library.ts'
import type { TemplateEntry } from '../shared/contract/templates.ts'
import type { TemplateParameter, TemplateTarget } from '../shared/scene/template/parameter.ts'
import { sceneTextOf } from '../shared/scene/template/template.ts'

export function printEntries(entries: readonly TemplateEntry[]): string {
  return entries.map(entry => `${entryLine(entry)}\n`).join('')
}

/** `crab (project): Node2D, 3 nodes; speed, title` */
function entryLine({ name, library, fault, root, nodes, parameters, description }: TemplateEntry): string {
  if (fault !== null) return `${name} (${library}): ${fault}`
  const asked = parameters.length === 0 ? '' : `; ${parameters.map(each => each.name).join(', ')}`
  const said = description === '' ? '' : ` — ${description.split('\n')[0]}`
  return `${name} (${library}): ${root.type ?? root.name}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}${asked}${said}`
}

export function printTemplateWords({ name, library, template }: FoundTemplate): string {
  const { description, tags, parameters } = template
  const lines = [`${name} (${library})${tags.length === 0 ? '' : ` [${tags.join(', ')}]`}`]
  if (description !== '') lines.push(description)
  for (const parameter of parameters) lines.push(...parameterLines(parameter))
  return `${lines.join('\n')}\n\n${sceneTextOf(template)}`
}

function parameterLines(parameter: TemplateParameter): string[] {
  const { name, type, default: given, description, targets } = parameter
  return [
    `  ${name}: ${type} = ${given === '' ? '(none)' : given}${description === '' ? '' : ` — ${description}`}`,
    ...targets.map(target => `    → ${target.node} ${placeWords(target)}`),
  ]
}

function placeWords(target: TemplateTarget): string {
  switch (target.kind) {
    case 'property':
      return target.property
    case 'text':
      return `${target.property}{}`
    case 'name':
    case 'group':
      return `@${target.kind}`
  }
}
