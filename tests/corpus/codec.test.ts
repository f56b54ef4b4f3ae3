/**
 * Every scene, resource and project file of real projects: read, printed and left alone. The projects are not part of
 * this repository; `WEFT_CORPUS` names the folder that holds them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ConfigText, parseConfigText } from '../../shared/scene/codec/config-text.ts'
import { applyEdits } from '../../shared/scene/codec/edit.ts'
import { printPropertyLine, printTag, setField, setProperty } from '../../shared/scene/codec/layout.ts'
import {
  checkReferences,
  decodeText,
  findProperty,
  parseSceneText,
  type SceneText,
} from '../../shared/scene/codec/scene-text.ts'
import { parseVariant, printVariant, scanValue } from '../../shared/scene/codec/variant.ts'

const corpus = process.env.WEFT_CORPUS
if (!corpus) console.info('Skipped: the codec on real projects, because WEFT_CORPUS does not name a folder of them')

describe.skipIf(!corpus)('real projects', () => {
  const folder = join(corpus ?? '', 'scenes')
  const paths = corpus ? filesBelow(folder) : []
  const scenes = paths.filter(path => /\.(?:tscn|tres)$/.test(path))
  const projects = paths.filter(path => path.endsWith('project.godot'))

  test('COD1 every scene and resource file is read, and its references resolve', () => {
    expect(scenes.length).toBeGreaterThan(1000)
    const faults = scenes.flatMap(path => {
      const parsed = parseSceneText(readText(path))
      const found = parsed.ok ? checkReferences(parsed.value) : [parsed.fault]
      return found.map(fault => `${relative(folder, path)}:${fault.line} ${fault.reason}`)
    })
    expect(faults).toEqual([])
  })

  test('COD16 every property and field is printed as the file has it', () => {
    let values = 0
    const different: string[] = []
    for (const path of scenes) {
      const file = readScene(path)
      for (const { name, valueStart, valueEnd } of assignmentsOf(file)) {
        values++
        const text = file.text.slice(valueStart, valueEnd)
        const printed = reprint(text, file.format)
        if (printed !== text) different.push(`${file.format} ${name} ${text.slice(0, 80)} => ${printed.slice(0, 80)}`)
        if (scanEnd(file.text, valueStart) !== valueEnd) different.push(`${name}: its end is elsewhere`)
      }
    }
    console.info(
      `Codec on real projects: ${scenes.length} scenes and resources, ${values} values, ${different.length} printed otherwise`,
    )
    expect(values).toBeGreaterThan(200_000)
    // Godot 3 printed the groups of a tag by itself, without the blanks that it puts into every other array.
    expect(different.filter(line => !line.startsWith('2 groups ["'))).toEqual([])
    expect(different.length).toBeLessThan(values / 1000)
  })

  test('COD17 COD19 every tag and property line that Godot laid out is laid out the same', () => {
    const different: string[] = []
    for (const path of scenes) {
      const file = readScene(path)
      for (const section of file.sections) {
        const fields = section.fields.map(field => [field.name, slice(file, field)] as const)
        const tag = file.text.slice(section.start, section.tagEnd)
        if (printTag(section.tag, fields) !== tag) different.push(`${relative(folder, path)} ${tag}`)
        for (const property of section.properties) {
          const line = file.text.slice(property.start, property.valueEnd)
          if (printPropertyLine(property.name, slice(file, property)) !== line) different.push(line.slice(0, 80))
        }
      }
    }
    expect(different).toEqual([])
  })

  test('COD20 setting everything to what it is changes nothing', () => {
    for (const path of scenes) {
      const file = readScene(path)
      const edits = file.sections.flatMap(section => [
        ...section.fields.flatMap(field => setField(file, section, field.name, slice(file, field))),
        // A few files have a key twice; the last one is the one that is set.
        ...section.properties
          .filter(property => property === findProperty(section, property.name))
          .flatMap(property => setProperty(file, section, property.name, slice(file, property))),
      ])
      expect(applyEdits(file.text, edits) === file.text, path).toBe(true)
    }
  })

  test('COD26 every project.godot is read, and its values are printed as they are', () => {
    expect(projects.length).toBeGreaterThan(100)
    const different: string[] = []
    for (const path of projects) {
      const file = readConfig(path)
      const format = /^config_version=4$/m.test(file.text) ? 2 : 3
      for (const { name, valueStart, valueEnd } of file.sections.flatMap(section => section.properties)) {
        const text = file.text.slice(valueStart, valueEnd)
        if (reprint(text, format) !== text)
          different.push(
            `${relative(folder, path)} ${name}\n${text.slice(0, 300)}\n${reprint(text, format).slice(0, 300)}`,
          )
      }
    }
    // Godot before 3.3 left an empty line in an empty dictionary.
    expect(different).toEqual([
      'godot-3d-mannequin/godot-csharp/project.godot _global_script_class_icons\n{\n\n}\n{\n}',
    ])
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => /(?:\.tscn|\.tres|project\.godot)$/.test(path))
    .sort()
}

function readText(path: string): string {
  const decoded = decodeText(readFileSync(path))
  if (!decoded.ok) throw new Error(`${path}: ${decoded.fault.reason}`)
  return decoded.value
}

function readScene(path: string): SceneText {
  const parsed = parseSceneText(readText(path))
  if (!parsed.ok) throw new Error(`${path}: ${parsed.fault.reason}`)
  return parsed.value
}

function readConfig(path: string): ConfigText {
  const parsed = parseConfigText(readText(path))
  if (!parsed.ok) throw new Error(`${path}:${parsed.fault.line}: ${parsed.fault.reason}`)
  return parsed.value
}

function assignmentsOf(file: SceneText) {
  return file.sections.flatMap(section => [...section.fields, ...section.properties])
}

function slice(file: SceneText, span: { valueStart: number; valueEnd: number }): string {
  return file.text.slice(span.valueStart, span.valueEnd)
}

function reprint(text: string, format: number): string {
  const parsed = parseVariant(text, format)
  return parsed.ok ? printVariant(parsed.value, { format }) : parsed.fault.reason
}

function scanEnd(text: string, offset: number): number {
  const scanned = scanValue(text, offset)
  return scanned.ok ? scanned.value : -1
}
