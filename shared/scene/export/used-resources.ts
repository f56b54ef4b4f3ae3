/** EXP3: which resources a scene still refers to. */

import type { Section } from '../codec/scene-text.ts'
import { findLiterals } from '../codec/variant.ts'
import type { FileModel } from '../file-model.ts'
import { readProperties } from '../file-structure.ts'
import { resourceByReference } from '../reference.ts'
import type { ResourceId, Scene } from '../scene.ts'

/** Resources reached from nodes, the main resource and connections, through other resources. */
export function usedResources(scene: Scene): Set<ResourceId> {
  const used = new Set<ResourceId>()
  const stack: ResourceId[] = []
  const visit = (text: string) => {
    if (!text.includes('Resource(')) return
    for (const { start, end } of findLiterals(text, ['ExtResource', 'SubResource'])) {
      const resource = resourceByReference(scene, text.slice(start, end))
      if (resource === undefined || used.has(resource.id)) continue
      used.add(resource.id)
      stack.push(resource.id)
    }
  }
  for (const node of scene.nodes.values()) {
    if (node.instance !== null && !used.has(node.instance)) used.add(node.instance)
    for (const text of node.properties.values()) visit(text)
    for (const text of node.fields.values()) visit(text)
  }
  for (const text of scene.main.values()) visit(text)
  for (const text of scene.header.values()) visit(text)
  for (const connection of scene.connections.values()) if (connection.binds !== null) visit(connection.binds)
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const text of scene.resources.get(id)?.properties.values() ?? []) visit(text)
  }
  return used
}

/** Resources of a text that nothing leads to, those that only such ones refer to among them: they were so before, and stay. */
export function unusedInText(model: FileModel): Set<string> {
  const { file } = model.structure
  const used = new Set<string>()
  const stack: Section[] = file.sections.filter(({ tag }) => tag !== 'sub_resource' && tag !== 'ext_resource')
  for (let section = stack.pop(); section !== undefined; section = stack.pop()) {
    const texts = [...readProperties(file, section).values()]
    for (const field of section.fields) texts.push(file.text.slice(field.valueStart, field.valueEnd))
    for (const text of texts) {
      if (!text.includes('Resource(')) continue
      for (const { name, argument } of findLiterals(text, ['ExtResource', 'SubResource'])) {
        const id = model.view.resourceByLocalId(name === 'ExtResource' ? 'external' : 'internal', argument)
        if (id === undefined || used.has(id)) continue
        used.add(id)
        const inner = model.resources.get(id)
        if (inner !== undefined) stack.push(inner)
      }
    }
  }
  return new Set([...model.resources.keys()].filter(id => !used.has(id)))
}
