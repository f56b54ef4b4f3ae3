/** What the attached script brings: exported variables as properties, and signals. Read from its text, never run. */
import { useEffect, useMemo, useState } from 'react'
import type { ClassDatabase } from '../../../shared/godot/classes.ts'
import { type ExportedVariable, readExports, type ScriptExports } from '../../../shared/godot/gdscript-exports.ts'
import { effectiveProperties } from '../../../shared/scene/compose.ts'
import { resourceByReference } from '../../../shared/scene/reference.ts'
import type { Scene } from '../../../shared/scene/scene.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { AppSession } from '../../session/app-session.ts'
import { type SceneSession, useScene } from '../../session/scene-session.ts'
import type { ScriptProperty, Target } from './model.ts'

export interface AttachedScript {
  readonly path: string
  readonly properties: readonly ScriptProperty[]
  readonly signals: readonly string[]
}

/** Base scripts are followed so far. */
const deepest = 8

/** null while there is none, it is not read yet, or the selected ones have different ones. */
export function useScript(session: SceneSession, target: Target): AttachedScript | null {
  const { app } = useApp()
  const scene = useScene(session)
  const files = useHost(view => view.files)
  const path = useMemo(() => scriptPath(session, scene, target), [session, scene, target])
  const [script, setScript] = useState<AttachedScript | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the files change: the script may have.
  useEffect(() => {
    if (path === null) return
    let isCurrent = true
    readWithBases(app, path).then(
      chain => isCurrent && setScript({ path, ...merge(session.classes, chain) }),
      // A script that is away brings nothing; its values stand under Other.
      () => isCurrent && setScript(null),
    )
    return () => {
      isCurrent = false
    }
  }, [app, session, path, files])
  return script?.path === path ? script : null
}

function scriptPath(session: SceneSession, scene: Scene, target: Target): string | null {
  const found = new Set<string | null>()
  for (const { text, source } of scriptTexts(session, scene, target)) {
    const from = source === '' ? scene : session.sceneAt(source)
    const path = text === null || from === undefined ? null : (resourceByReference(from, text)?.path ?? null)
    found.add(path)
  }
  const [only = null] = found
  return found.size === 1 && only?.endsWith('.gd') ? only : null
}

function scriptTexts(session: SceneSession, scene: Scene, target: Target): { text: string | null; source: string }[] {
  switch (target.kind) {
    case 'nodes':
      return target.nodes.map(id => {
        const property = effectiveProperties(scene, id, path => session.sceneAt(path)).get('script')
        return { text: property?.text ?? null, source: property?.source ?? '' }
      })
    case 'inner':
      return [{ text: target.inner.properties.get('script') ?? null, source: target.inner.source }]
    case 'resource': {
      const properties = target.id === null ? scene.main : scene.resources.get(target.id)?.properties
      return [{ text: properties?.get('script') ?? null, source: '' }]
    }
  }
}

/** The script, then those it extends by path. */
async function readWithBases(app: AppSession, path: string): Promise<ScriptExports[]> {
  const chain: ScriptExports[] = []
  for (let at: string | null = path; at !== null && chain.length < deepest; ) {
    const { text } = await app.api.files.readText({ path: at })
    const read = readExports(text)
    chain.push(read)
    at = read.base?.startsWith('res://') ? read.base : null
  }
  return chain
}

function merge(
  classes: ClassDatabase,
  chain: readonly ScriptExports[],
): Pick<AttachedScript, 'properties' | 'signals'> {
  return {
    properties: chain.flatMap(script => script.variables.map(variable => toProperty(classes, variable))),
    signals: chain.flatMap(script => script.signals),
  }
}

/** `Array[Node2D]` and class names, as the class database would say them. */
export function toProperty(classes: ClassDatabase, variable: ExportedVariable): ScriptProperty {
  const { name, type, hint, hintString, defaultText, group, subgroup, description } = variable
  const common = { name, defaultText, group: subgroup ?? group, description, className: '' }
  const element = /^Array\[(.+)\]$/.exec(type)?.[1]
  if (element !== undefined) return { ...common, type: 'Array', hint: 'arrayType', hintString: element.trim() }
  const pair = /^Dictionary\[(.+?),(.+)\]$/.exec(type)
  if (pair !== null)
    return {
      ...common,
      type: 'Dictionary',
      hint: 'dictionaryType',
      hintString: `${pair[1]?.trim()};${pair[2]?.trim()}`,
    }
  if (type === '') return { ...common, type: 'Nil', hint, hintString }
  if (isBuiltIn(type)) return { ...common, type, hint, hintString }
  const isNode = classes.inherits(type, 'Node')
  const isResource = classes.inherits(type, 'Resource')
  // A class that a script declares: node or resource, the value will tell.
  return {
    ...common,
    type: 'Object',
    hint: isNode ? 'node' : isResource ? 'resource' : 'object',
    hintString: isNode || isResource ? type : '',
    className: type,
  }
}

function isBuiltIn(type: string): boolean {
  return /^(?:bool|int|float|String|StringName|NodePath|Array|Dictionary|Color|Vector[234]i?|Rect2i?|Plane|Quaternion|AABB|Basis|Transform2D|Transform3D|Projection|RID|Packed\w+Array)$/.test(
    type,
  )
}
