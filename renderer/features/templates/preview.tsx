/** What a template holds: its nodes as a tree, and their outline as a small picture. */
import { type ReactElement, useMemo } from 'react'
import { createOutliner } from '../../../shared/scene/geometry/outline.ts'
import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { sceneOfModel } from '../../../shared/scene/model-scene.ts'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { useSceneAt } from '../../session/use-scene-at.ts'
import { templateWords as words } from '../../text/templates.ts'
import { NodeIcon } from '../node-icon/index.ts'
import type { LoadedTemplate } from './use-templates.ts'

const mostRows = 200
const viewport = { x: 1152, y: 648 }
/** Signs of nodes without an extent, in parts of the picture. */
const markShare = 0.018

export function Preview({
  session,
  loaded,
}: {
  readonly session: SceneSession
  readonly loaded: LoadedTemplate
}): ReactElement {
  const scene = useMemo(() => sceneOfModel(loaded.model), [loaded])
  return (
    <div className="template-preview">
      <TreeList session={session} scene={scene} />
      <Picture session={session} scene={scene} />
    </div>
  )
}

function TreeList({ session, scene }: { readonly session: SceneSession; readonly scene: Scene }): ReactElement {
  const rows = useMemo(() => walk(scene), [scene])
  const shown = rows.slice(0, mostRows)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys have to reach what scrolls.
    <ul className="template-tree" aria-label={words.tree} tabIndex={0}>
      {shown.map(({ id, depth }) => {
        const node = scene.nodes.get(id)
        return (
          <li key={id} style={{ paddingInlineStart: 8 + depth * 14 }}>
            <NodeIcon classes={session.classes} type={node?.type ?? null} />
            <span className="ellipsis">{node?.name}</span>
          </li>
        )
      })}
      {rows.length > shown.length && <li className="meta">{words.treeMore(rows.length - shown.length)}</li>}
    </ul>
  )
}

function walk(scene: Scene): { id: NodeId; depth: number }[] {
  const rows: { id: NodeId; depth: number }[] = []
  const stack: { id: NodeId; depth: number }[] = scene.root === null ? [] : [{ id: scene.root, depth: 0 }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    rows.push(next)
    const { depth } = next
    for (const id of (scene.nodes.get(next.id)?.children ?? []).toReversed()) stack.push({ id, depth: depth + 1 })
  }
  return rows
}

function Picture({ session, scene }: { readonly session: SceneSession; readonly scene: Scene }): ReactElement | null {
  const sceneAt = useSceneAt(session)
  const items = useMemo(() => {
    const outliner = createOutliner({
      classes: session.classes,
      sceneAt,
      imageSize: path => session.imageSizeAt(path) ?? undefined,
      viewport,
    })
    return outliner.outline(scene).items.filter(item => !item.isHidden)
  }, [session, scene, sceneAt])
  const bounds = useMemo(() => around(items), [items])
  if (bounds === null) return null
  const { x, y, width, height } = bounds
  const size = Math.max(width, height)
  return (
    <svg className="template-picture" viewBox={`${x} ${y} ${width} ${height}`} role="img" aria-label={words.preview}>
      {items.map(item => (
        <ItemShape key={item.key} item={item} markSize={size * markShare} />
      ))}
    </svg>
  )
}

function ItemShape({ item, markSize }: { readonly item: OutlineItem; readonly markSize: number }): ReactElement {
  const { a, b, c, d, e, f } = item.transform
  const style = { color: `var(--family-${item.family})`, opacity: item.isInner ? 0.6 : 1 }
  return (
    <g style={style}>
      <g transform={`matrix(${a} ${b} ${c} ${d} ${e} ${f})`}>
        {item.shapes
          .filter(shape => shape.minimumScale <= 0.5)
          .map((shape, index) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: shapes of one item have no other name, and never move.
              key={index}
              d={shape.paths.map(points => pathOf(points, shape.isClosed)).join('')}
              fill={shape.fill === 'none' ? 'none' : 'currentColor'}
              fillOpacity={0.08}
              stroke={shape.line === 'none' ? 'none' : 'currentColor'}
              strokeOpacity={shape.line === 'faint' ? 0.35 : 1}
              vectorEffect="non-scaling-stroke"
            />
          ))}
      </g>
      {item.mark !== null && (
        <circle cx={e} cy={f} r={markSize} fill="none" stroke="currentColor" vectorEffect="non-scaling-stroke" />
      )}
    </g>
  )
}

function pathOf(points: readonly number[], isClosed: boolean): string {
  let path = ''
  for (let i = 0; i + 1 < points.length; i += 2) path += `${i === 0 ? 'M' : 'L'}${points[i]} ${points[i + 1]}`
  return isClosed ? `${path}Z` : path
}

/** With a margin; null where nothing has a place. */
function around(items: readonly OutlineItem[]): Rect | null {
  if (items.length === 0) return null
  const left = Math.min(...items.map(({ bounds }) => bounds.x))
  const top = Math.min(...items.map(({ bounds }) => bounds.y))
  const right = Math.max(...items.map(({ bounds }) => bounds.x + bounds.width))
  const bottom = Math.max(...items.map(({ bounds }) => bounds.y + bounds.height))
  const size = Math.max(right - left, bottom - top, 16)
  const margin = size * 0.08
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const width = Math.max(right - left, 16) + 2 * margin
  const height = Math.max(bottom - top, 16) + 2 * margin
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height }
}
