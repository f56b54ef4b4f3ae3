/** A scene as the emulated tools hold it: sections with their texts, nodes by an id, paths made anew when written. */
import { plainText, readSections, type Section } from '../../merge-judge/value.ts'

export interface LooseNode {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  /** What lies between it and its parent inside an instance. */
  readonly via: string
  /** The tag without name and parent, in order. */
  readonly fields: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
}

export interface LooseScene {
  readonly head: string
  /** By the id they have in the file. */
  readonly external: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly internal: Readonly<
    Record<string, { readonly type: string; readonly properties: Readonly<Record<string, string>> }>
  >
  readonly nodes: readonly LooseNode[]
  readonly connections: readonly LooseConnection[]
  readonly editable: readonly string[]
}

export interface LooseConnection {
  readonly from: string
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
}

export function readLoose(text: string): LooseScene {
  const sections = readSections(text)
  const byPath = new Map<string, string>()
  const idCounts = countIds(sections)
  const of = (tag: string) => sections.filter(section => section.tag === tag)
  const nodes = of('node').map(section => {
    const name = plainText(section.fields.get('name')) ?? ''
    const parentPath = plainText(section.fields.get('parent'))
    const above = parentPath === null ? null : nearestId(parentPath, byPath)
    const uniqueId = plainText(section.fields.get('unique_id')) ?? ''
    const path = parentPath === null ? '.' : parentPath === '.' ? name : `${parentPath}/${name}`
    const id = idCounts.get(uniqueId) === 1 ? uniqueId : `path ${path}`
    byPath.set(path, id)
    return {
      id,
      name,
      parent: above?.id ?? null,
      via: above?.via ?? '',
      fields: rest(section, ['name', 'parent', 'parent_id_path']),
      properties: texts(section),
    }
  })
  return {
    head: text.slice(0, text.indexOf('\n')).replace(/ load_steps=\d+/, ''),
    external: Object.fromEntries(of('ext_resource').map(each => [idOf(each), rest(each, ['id'])])),
    internal: Object.fromEntries(
      of('sub_resource').map(each => [
        idOf(each),
        { type: plainText(each.fields.get('type')) ?? '', properties: texts(each) },
      ]),
    ),
    nodes,
    connections: of('connection').map(section => ({
      from: endOf(section, 'from', byPath),
      to: endOf(section, 'to', byPath),
      fields: rest(section, ['from', 'to', 'from_uid_path', 'to_uid_path']),
    })),
    editable: of('editable').map(section => plainText(section.fields.get('path')) ?? ''),
  }
}

/** `pathOf` answers null for a node that is not written. */
export function writeLoose(scene: LooseScene, pathOf: (id: string) => string | null): string {
  const tag = (name: string, fields: Readonly<Record<string, string>>) =>
    `[${[name, ...Object.entries(fields).map(([field, value]) => `${field}=${value}`)].join(' ')}]`
  const body = (properties: Readonly<Record<string, string>>) =>
    Object.entries(properties).map(
      ([name, value]) => `${/^[\w/.:]+$/.test(name) ? name : JSON.stringify(name)} = ${value}`,
    )
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const lines = [scene.head, '']
  for (const [id, fields] of Object.entries(scene.external))
    lines.push(tag('ext_resource', { ...fields, id: quoted(id) }))
  for (const [id, { type, properties }] of Object.entries(scene.internal)) {
    lines.push('', tag('sub_resource', { type: quoted(type), id: quoted(id) }), ...body(properties))
  }
  for (const node of scene.nodes) {
    const above = node.parent === null ? null : pathOf(node.parent)
    const parent = above === null || node.via === '' ? above : above === '.' ? node.via : `${above}/${node.via}`
    const { type, ...fields } = node.fields
    const head = {
      name: quoted(node.name),
      ...(type === undefined ? {} : { type }),
      ...(parent === null ? {} : { parent: quoted(parent) }),
    }
    lines.push('', tag('node', { ...head, ...fields }), ...body(node.properties))
  }
  for (const { from, to, fields } of scene.connections) {
    const [start, end] = [from, to].map(each => endPath(each, pathOf))
    if (start === null || end === null || start === undefined || end === undefined) continue
    const { signal = '', method = '', ...others } = fields
    lines.push('', tag('connection', { signal, from: quoted(start), to: quoted(end), method, ...others }))
  }
  for (const path of scene.editable) lines.push('', tag('editable', { path: quoted(path) }))
  return `${lines.join('\n')}\n`
}

function countIds(sections: readonly Section[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const section of sections) {
    const id = section.tag === 'node' ? plainText(section.fields.get('unique_id')) : null
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** An end of a connection: a node and, where it lies inside an instance, the way from there. */
function endOf(section: Section, field: 'from' | 'to', byPath: ReadonlyMap<string, string>): string {
  const { id, via } = nearestId(plainText(section.fields.get(field)) ?? '.', byPath)
  return via === '' ? id : `${id}\n${via}`
}

function endPath(end: string, pathOf: (id: string) => string | null): string | null {
  const [id = '', via] = end.split('\n')
  const path = pathOf(id)
  if (path === null || via === undefined) return path
  return path === '.' ? via : `${path}/${via}`
}

function nearestId(path: string, byPath: ReadonlyMap<string, string>): { id: string; via: string } {
  const names = path.split('/')
  for (let length = names.length; length > 0; length -= 1) {
    const id = byPath.get(names.slice(0, length).join('/'))
    if (id !== undefined) return { id, via: names.slice(length).join('/') }
  }
  return { id: byPath.get('.') ?? '', via: path }
}

function idOf(section: Section): string {
  return plainText(section.fields.get('id')) ?? ''
}

function rest(section: Section, names: readonly string[]): Record<string, string> {
  return Object.fromEntries([...section.texts.fields].filter(([name]) => !names.includes(name)))
}

function texts(section: Section): Record<string, string> {
  return Object.fromEntries(section.texts.properties)
}
