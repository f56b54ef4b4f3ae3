/**
 * The outline by itself, on a scene of the sample game, with two people who aren't there. For looking at it while
 * working on it: `npx vite --config renderer/dev/vite.config.ts`, then `/renderer/dev/outline.html`. Takes
 * `?scene=res://…&theme=light&select=Path,Path&nodes=5000`.
 */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { nodePath } from '../../shared/scene/reference.ts'
import { Outline } from '../features/outline/index.ts'
import { selectNodes } from '../session/scene-session.ts'
import { createDevSession } from './dev-session.ts'
import { createProject } from './sample-project.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/widgets.css'

const asked = new URLSearchParams(location.search)
document.documentElement.dataset.theme = asked.get('theme') ?? 'dark'
const project = createProject(Number(asked.get('nodes') ?? 0))
const path = asked.get('scene') ?? (asked.has('nodes') ? project.largePath : 'res://levels/harbor.tscn')
const session = createDevSession(project, path, { canWrite: !asked.has('readonly') })
const paths = asked.get('select')?.split(',') ?? []
const { scene } = session.document
selectNodes(
  session,
  [...scene.nodes.keys()].filter(node => paths.includes(nodePath(scene, node))),
)
Object.assign(globalThis, { session })

const root = document.querySelector('#root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Outline session={session} onOpenScene={to => location.assign(`?scene=${to}`)} />
    </StrictMode>,
  )
}
