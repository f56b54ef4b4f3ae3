/** An open Godot editor that saves what it still has in memory, after Weft wrote the file: nobody's work is undone. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import * as commands from '../../shared/scene/commands.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { takeIn } from '../../shared/scene/intake.ts'
import { meet, openText } from '../../shared/scene/testing/open-text.ts'
import { openEditor } from './editor.ts'
import { godotTest } from './godot-test.ts'

const SAMPLE = fileURLToPath(new URL('../../examples/lantern-isle', import.meta.url))
const SCENE = 'actors/crab.tscn'

godotTest('a stale copy saved by an open Godot brings its own edit and undoes nothing', async () => {
  await using editor = await openEditor(SAMPLE)
  const file = join(editor.folder, SCENE)
  const original = await readFile(file, 'utf8')
  const [mine, remote] = [openText(original, 1), openText(original, 2)]
  await editor.open(`res://${SCENE}`)

  const root = remote.document.scene.root
  if (root === null) throw new Error('no root')
  commands.setProperty(remote.editor, [root], 'z_index', '7')
  commands.addNode(remote.editor, { parent: root, type: 'Timer', name: 'Blink', properties: { wait_time: '2.5' } })
  commands.addGroup(remote.editor, [root], 'seen_by_all')
  meet(mine, remote)
  const written = exportScene(mine.document, seedBase(mine.document))
  await writeFile(file, written.text)

  await editor.edit(
    `res://${SCENE}`,
    'root.rotation = 0.25\nvar made := Node2D.new()\nmade.name = "MadeInGodot"\nroot.add_child(made)\nmade.owner = root\n',
  )
  await editor.save(`res://${SCENE}`)
  const stale = await readFile(file, 'utf8')
  expect(stale).not.toContain('Blink')

  const taken = takeIn(mine.editor, stale, [written, seedBase(mine.document)], { kind: 'intake' })
  if (!taken.ok) throw new Error(taken.fault.reason)
  const { text } = exportScene(mine.document, taken.base)
  for (const kept of [
    'z_index = 7',
    'name="Blink"',
    'wait_time = 2.5',
    '"seen_by_all"',
    'rotation = 0.25',
    'name="MadeInGodot"',
  ]) {
    expect(text).toContain(kept)
  }
  expect(taken.stale.length).toBeGreaterThan(0)
  expect(mine.document.scene.contested).toEqual([])

  await writeFile(file, text)
  await editor.reload(`res://${SCENE}`)
  await editor.save(`res://${SCENE}`)
  const again = takeIn(
    mine.editor,
    await readFile(file, 'utf8'),
    [exportScene(mine.document, taken.base), taken.base],
    { kind: 'intake' },
  )
  expect(again.ok && again.edits).toEqual([])
})
