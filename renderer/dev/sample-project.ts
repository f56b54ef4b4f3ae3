/** The files of the sample game, as Vite finds them, and one scene as large as asked for. */

export interface Project {
  textAt(path: string): string | undefined
  imageUrlAt(path: string): string | undefined
  readonly largePath: string
}

const texts = import.meta.glob<string>('../../examples/lantern-isle/**/*.{tscn,tres}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const images = import.meta.glob<string>('../../examples/lantern-isle/**/*.{png,svg}', {
  query: '?url',
  import: 'default',
  eager: true,
})
const folder = '../../examples/lantern-isle/'

export function createProject(nodes: number): Project {
  const largePath = 'res://large.tscn'
  return {
    largePath,
    textAt: path => (path === largePath ? largeScene(nodes) : texts[path.replace('res://', folder)]),
    imageUrlAt: path => images[path.replace('res://', folder)],
  }
}

/** Polygons and crosses in a square field. */
function largeScene(count: number): string {
  const side = Math.ceil(Math.sqrt(count))
  const nodes = Array.from({ length: count }, (_, i) => {
    const place = `position = Vector2(${(i % side) * 60}, ${Math.floor(i / side) * 60})\nrotation = ${(i % 7) / 10}`
    const body = 'polygon = PackedVector2Array(-20, -14, 20, -14, 26, 0, 20, 14, -20, 14)'
    return i % 5 === 0
      ? `[node name="M${i}" type="Marker2D" parent="."]\n${place}\n`
      : `[node name="P${i}" type="Polygon2D" parent="."]\n${place}\n${body}\n`
  })
  return `[gd_scene format=3]\n\n[node name="Field" type="Node2D"]\n\n${nodes.join('\n')}`
}
