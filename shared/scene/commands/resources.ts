import { AppError } from '../../contract/errors.ts'
import { quoteName } from '../codec/layout.ts'
import type { SceneEditor } from '../editor.ts'
import { registerKey } from '../register-key.ts'
import type { ResourceId, SceneResource } from '../scene.ts'
import { newLocalId, newResourceId } from './new-ids.ts'
import { storeText } from './properties.ts'

export interface NewReference {
  readonly id: ResourceId
  /** Value text to set: names the resource by identity, so it holds within the same gesture. */
  readonly reference: string
}

/** Refers to a file; a reference of the scene to the same path or uid (Godot's own order) is used again. */
export function addExternalResource(
  editor: SceneEditor,
  file: { readonly type: string; readonly path: string; readonly uid: string | null },
): NewReference {
  const known = sameFile(editor, file)
  if (known !== undefined) return reference('ExtResource', known.id)
  return editor.gesture('Add resource', tx => {
    const id = newResourceId(editor)
    tx.set(registerKey.resourceBirth(id), ['external', file.type, newLocalId(editor, 'external', file.type)])
    tx.set(registerKey.resourceField(id, 'path'), file.path)
    if (file.uid !== null) tx.set(registerKey.resourceField(id, 'uid'), file.uid)
    return reference('ExtResource', id)
  })
}

/** A new resource inside the scene. */
export function addInternalResource(
  editor: SceneEditor,
  resource: { readonly type: string; readonly properties?: Readonly<Record<string, string>> },
): NewReference {
  return editor.gesture(`New ${resource.type}`, tx => {
    const id = newResourceId(editor)
    tx.set(registerKey.resourceBirth(id), ['internal', resource.type, newLocalId(editor, 'internal', resource.type)])
    for (const [name, text] of Object.entries(resource.properties ?? {})) {
      tx.set(registerKey.resourceProperty(id, name), storeText(editor, text, null))
    }
    return reference('SubResource', id)
  })
}

function sameFile(
  editor: SceneEditor,
  { type, path, uid }: { readonly type: string; readonly path: string; readonly uid: string | null },
): SceneResource | undefined {
  const external = [...editor.document.scene.resources.values()].filter(({ kind }) => kind === 'external')
  const byPath = external.find(resource => resource.path === path)
  if (byPath !== undefined || uid === null) return byPath
  return external.find(resource => resource.uid === uid && resource.type === type)
}

function reference(name: 'ExtResource' | 'SubResource', id: ResourceId): NewReference {
  return { id, reference: `${name}(${quoteName(`@${id}`)})` }
}

/** Every reference to the file leads to another from now on. */
export function repointResource(
  editor: SceneEditor,
  resource: ResourceId,
  file: { readonly path: string; readonly uid: string | null },
): void {
  const present = editor.document.scene.resources.get(resource)
  if (present?.kind !== 'external') throw new AppError('NOT_FOUND', 'That resource is not in the scene any more.')
  editor.gesture(`Use ${file.path}`, tx => {
    tx.set(registerKey.resourceField(resource, 'path'), file.path)
    tx.set(registerKey.resourceField(resource, 'uid'), file.uid)
  })
}
