/** Connections that came or went. One that was changed went and came: its ends and method are what it is. */
import type { RegisterValue } from '../../registers/registers.ts'
import type { FileModel } from '../file-model.ts'
import type { RegisterDifference } from '../intake/diff-models.ts'
import { toShown } from '../stored-text.ts'
import { pathOf } from './node-changes.ts'
import type { SceneChange } from './scene-change.ts'

/** Ends the id of the half of a changed connection that went; both halves are one register. */
export const OTHER_HALF = '/before'

export function connectionChanges(
  id: string,
  { register, from, to }: RegisterDifference,
  models: { readonly from: FileModel; readonly to: FileModel },
): SceneChange[] {
  const isChanged = from !== null && to !== null
  return [
    ...(from === null
      ? []
      : [one('connection-removed', id, isChanged ? register + OTHER_HALF : register, from, models.from)]),
    ...(to === null ? [] : [one('connection-added', id, register, to, models.to)]),
  ]
}

function one(
  kind: 'connection-added' | 'connection-removed',
  id: string,
  register: string,
  value: RegisterValue,
  model: FileModel,
): SceneChange {
  const [signal, emitter, inside, receiver, rest, method, flags, binds, unbinds] = Array.isArray(value) ? value : []
  const extras = [
    typeof flags === 'string' ? `flags=${flags}` : '',
    typeof unbinds === 'string' ? `unbinds=${unbinds}` : '',
    typeof binds === 'string' ? `binds=${toShown(binds, null, model.view)}` : '',
  ].filter(text => text !== '')
  const call = `${endPath(model, receiver, rest)}::${asText(method)}`
  const text = extras.length === 0 ? call : `${call} ${extras.join(' ')}`
  return {
    id: register,
    kind,
    node: endPath(model, emitter, inside),
    owner: { kind: 'connection', id, node: asText(emitter) === '' ? null : asText(emitter) },
    property: asText(signal),
    from: kind === 'connection-added' ? null : text,
    to: kind === 'connection-added' ? text : null,
    parts: null,
  }
}

function endPath(model: FileModel, node: RegisterValue | undefined, rest: RegisterValue | undefined): string {
  const inside = asText(rest)
  if (asText(node) === '') return inside
  const path = pathOf(model, asText(node))
  if (inside === '') return path
  return path === '.' ? inside : `${path}/${inside}`
}

function asText(value: RegisterValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
