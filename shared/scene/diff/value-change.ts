/** One property that says something else, and what of its value differs where it has entries, cells or keys. */
import type { FileModel } from '../file-model.ts'
import { splitParts } from '../parts.ts'
import type { PartChange, SceneChange } from './scene-change.ts'

export function propertyChange(
  property: string,
  [from, to]: readonly [string | null, string | null],
  models: { readonly from: FileModel; readonly to: FileModel },
): Pick<SceneChange, 'kind' | 'property' | 'from' | 'to' | 'parts'> {
  return { kind: 'property-changed', property, from, to, parts: changedParts(property, from, to, models) }
}

/** Raw Godot text; owner `''` is the main resource. */
export function propertyText(model: FileModel, owner: string, name: string): string | null {
  return model.properties(owner).get(name) ?? null
}

/** Absent counts as empty, so that the first painted cells of a layer are counted too. */
function changedParts(
  property: string,
  from: string | null,
  to: string | null,
  models: { readonly from: FileModel; readonly to: FileModel },
): readonly PartChange[] | null {
  const before = partsOf(property, from, models.from)
  const after = partsOf(property, to, models.to)
  if ((before === null && after === null) || isOneThing(from, before) || isOneThing(to, after)) return null
  const changes: PartChange[] = []
  for (const part of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const change = { part, from: before?.get(part) ?? null, to: after?.get(part) ?? null }
    if (change.from !== change.to) changes.push(change)
  }
  return changes
}

function partsOf(property: string, text: string | null, model: FileModel): Map<string, string> | null {
  return text === null ? null : splitParts(property, text, model.structure.file.format)
}

function isOneThing(text: string | null, parts: Map<string, string> | null): boolean {
  return text !== null && parts === null
}
