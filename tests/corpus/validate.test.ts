/**
 * No false alarms: what validation says of real projects, all of it looked at. The corpus holds scenes, resources and
 * project files only, so whether an image or a script is there cannot be told and is not asked; files that stand in it
 * twice are left out of it once, which makes the missing scenes below.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadGodotClasses } from '../../host/godot-classes.ts'
import { readProjects } from '../../host/search/folder-index.ts'
import { projectView } from '../../shared/scene/validate/project-view.ts'
import { validateScene } from '../../shared/scene/validate/validate.ts'

const corpus = process.env.WEFT_CORPUS
if (!corpus) console.info('Skipped: validation of real projects, because WEFT_CORPUS does not name a folder of them')

/** Kinds and how many, by project. Godot 4.7 has the classes that 4.6 does not know; one scene is as large as it says. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'godot-3d-mannequin': { 'missing-resource': 5 },
  'godot-demo-projects': { 'unknown-type info': 12, 'many-nodes info': 1 },
  'godot-demo-projects-3.x': { 'missing-resource': 14 },
}

describe.skipIf(!corpus)('real projects', () => {
  const folder = join(corpus ?? '', 'scenes')
  test.for(corpus ? readdirSync(folder) : [])('%s', async name => {
    const counts: Record<string, number> = {}
    let scenes = 0
    for (const { index } of await readProjects([join(folder, name)], loadGodotClasses())) {
      const view = projectView(index, path => /\.(?:tscn|tres)$/.test(path))
      for (const [path, scene] of index.scenes) {
        scenes += 1
        for (const { kind, severity } of validateScene(path, scene, view)) {
          const key = severity === 'info' ? `${kind} info` : kind
          counts[key] = (counts[key] ?? 0) + 1
        }
      }
    }
    expect(scenes).toBeGreaterThan(0)
    expect(counts).toEqual(KNOWN[name] ?? {})
  })
})
