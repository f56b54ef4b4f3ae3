/**
 * Parameters as they are given on the command line: `NAME:TYPE[=DEFAULT]:NODE:PLACE`.
 *
 *     speed:float=40:.:speed            a property
 *     title:string=Crab:Label:text{}    for {title} in the strings of a property
 *     called:string:.:@name             the name of a node
 *     team:string=enemies:.:@group      a group
 *     skin:resource(Texture2D):Sprite:texture
 *     mode:enum(Idle=0|Run=1)=Idle:.:mode
 *
 * The same name once more is another place for the same value.
 */
import { type NewParameter, newTemplateParameter, type TemplateTarget } from '../shared/scene/template/parameter.ts'
import { badUse, type Failure } from './failure.ts'

const FORM = /^([A-Za-z_]\w*):(\w+)(?:\(([^)]*)\))?(?:=(.*))?:([^:]+):([^:]+)$/s

/** Throws Failure BAD_USE. */
export function addParameter(parameters: readonly NewParameter[], text: string): NewParameter[] {
  const [, name = '', type = '', detail, given, node = '', place = ''] = FORM.exec(text) ?? []
  if (name === '') throw shape()
  const target = targetOf(node, place)
  const known = parameters.find(parameter => parameter.name === name)
  if (known !== undefined) {
    if (known.type !== type) throw badUse(`${name} is a ${known.type} already.`, 'give one type for each parameter')
    return parameters.map(each => (each === known ? { ...each, targets: [...each.targets, target] } : each))
  }
  const parsed = newTemplateParameter.safeParse({
    name,
    type,
    ...(given === undefined ? {} : { default: given }),
    ...(type === 'resource' ? { class: detail ?? '' } : {}),
    ...(type === 'enum' ? { options: optionsOf(detail ?? '') } : {}),
    targets: [target],
  })
  if (!parsed.success) throw shape(parsed.error.issues[0]?.message)
  return [...parameters, parsed.data]
}

/** `NAME=VALUE`; the value is text as it is. Throws Failure BAD_USE. */
export function addValue(values: Readonly<Record<string, string>>, text: string): Record<string, string> {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text)
  if (match === null) throw badUse('--set takes NAME=VALUE.', 'for example: --set speed=60')
  return { ...values, [match[1] ?? '']: match[2] ?? '' }
}

function targetOf(node: string, place: string): TemplateTarget {
  if (place === '@name') return { kind: 'name', node }
  if (place === '@group') return { kind: 'group', node }
  if (place.endsWith('{}')) return { kind: 'text', node, property: place.slice(0, -2) }
  return { kind: 'property', node, property: place }
}

/** `Idle=0|Run=1`, or only labels. */
function optionsOf(detail: string): { label: string; value: string | number }[] {
  return detail
    .split('|')
    .filter(part => part !== '')
    .map(part => {
      const [label = '', value = label] = part.split('=')
      return { label, value: /^-?\d{1,15}$/.test(value) && value !== label ? Number(value) : value }
    })
}

function shape(detail?: string): Failure {
  const why = detail === undefined ? '' : ` (${detail})`
  return badUse(`--param takes NAME:TYPE[=DEFAULT]:NODE:PLACE${why}.`, "for example: --param 'speed:float=40:.:speed'")
}
