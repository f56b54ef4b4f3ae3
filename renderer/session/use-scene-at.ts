import { useEffect, useState } from 'react'
import type { SceneAt } from '../../shared/scene/compose.ts'
import type { SceneSession } from './scene-session.ts'

/**
 * `session.sceneAt`, as a new function whenever another scene arrived or changed: what is computed with it is computed
 * again. For components that are made anew (`key`) for another session.
 */
export function useSceneAt(session: SceneSession): SceneAt {
  const [sceneAt, setSceneAt] = useState(() => lookUp(session))
  useEffect(() => session.onDidChangeAround(() => setSceneAt(() => lookUp(session))), [session])
  return sceneAt
}

function lookUp(session: SceneSession): SceneAt {
  return path => session.sceneAt(path)
}
