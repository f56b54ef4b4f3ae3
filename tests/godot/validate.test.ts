/** Godot as the judge of validation: what it complains of when a scene is run, Weft says; what it takes, Weft takes. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { loadGodotClasses } from '../../host/godot-classes.ts'
import { readProjects } from '../../host/search/folder-index.ts'
import { projectView } from '../../shared/scene/validate/project-view.ts'
import { validateScene } from '../../shared/scene/validate/validate.ts'
import { importProject, playScene } from './godot.ts'
import { godotTest } from './godot-test.ts'

const project = fileURLToPath(new URL('../fixtures/overrides', import.meta.url))
const root = '[node name="Root" type="Node2D"]\n'
const external = (type: string, path: string) => `[ext_resource type="${type}" path="${path}" id="1_x"]\n\n`

/** By file: its text, what Weft says, and a word of what Godot says; null where it says nothing. */
const scenes: Readonly<Record<string, readonly [text: string, kinds: readonly string[], complaint: RegExp | null]>> = {
  'sound.tscn': [
    `${external('PackedScene', 'res://inner.tscn')}${root}\n[node name="In" parent="." instance=ExtResource("1_x")]\n`,
    [],
    null,
  ],
  'no-image.tscn': [
    `${external('Texture2D', 'res://gone.png')}${root}\n[node name="S" type="Sprite2D" parent="."]\ntexture = ExtResource("1_x")\n`,
    ['missing-resource'],
    /gone\.png/,
  ],
  'no-scene.tscn': [
    `${external('PackedScene', 'res://gone.tscn')}${root}\n[node name="S" parent="." instance=ExtResource("1_x")]\n`,
    ['missing-resource'],
    /gone\.tscn/,
  ],
  'unused.tscn': [`${external('Texture2D', 'res://gone.png')}${root}`, ['missing-resource'], /gone\.png/],
  'other-case.tscn': [
    `${external('PackedScene', 'res://Inner.tscn')}${root}\n[node name="S" parent="." instance=ExtResource("1_x")]\n`,
    ['path-case'],
    /Inner\.tscn/,
  ],
  'no-class.tscn': [`${root}\n[node name="S" type="Sprit2D" parent="."]\n`, ['unknown-type'], /Sprit2D/],
  'self.tscn': [
    `${external('PackedScene', 'res://self.tscn')}${root}\n[node name="S" parent="." instance=ExtResource("1_x")]\n`,
    ['cyclic-instance'],
    /self\.tscn|yclic|ecursi/,
  ],
  // Said by Weft, and found out by Godot only when it is used.
  'no-node.tscn': [
    `${root}target = NodePath("Gone")\n\n[connection signal="ready" from="." to="Gone" method="x"]\n`,
    ['dangling-connection', 'dangling-path'],
    null,
  ],
}

godotTest(
  'VAL1, VAL2, VAL5, VAL11 what Godot complains of on loading is reported, and a sound scene is not',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weft-validate-'))
    try {
      await cp(project, folder, { recursive: true, filter: path => !/[\\/]\.godot$/.test(path) })
      for (const [name, [text]] of Object.entries(scenes)) {
        await writeFile(join(folder, name), `[gd_scene format=3]\n\n${text}`)
      }
      const [read] = await readProjects([folder], loadGodotClasses())
      if (read === undefined) throw new Error('no project')
      const view = projectView(read.index)
      await importProject(folder)
      for (const [name, [, kinds, complaint]] of Object.entries(scenes)) {
        const path = `res://${name}`
        const scene = read.index.scenes.get(path)
        if (scene === undefined) throw new Error(`${name} was not read`)
        expect(
          validateScene(path, scene, view).map(problem => problem.kind),
          name,
        ).toEqual(kinds)
        const said = (await playScene(folder, path, 1)).join('\n')
        if (complaint === null)
          expect(said.replace(/.*(?:ctex|leak).*\n?/g, ''), name).not.toMatch(/gone|missing|Failed/i)
        else expect(said, name).toMatch(complaint)
      }
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
)
