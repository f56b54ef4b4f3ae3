/** `weft scene find`, `validate`, `batch` and `deps` as their users start them, on folders without a workspace. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { type TestProject, testProject } from './workspace-setup.ts'

const weft = fileURLToPath(new URL('../../cli/weft.mjs', import.meta.url))
// Each test starts programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const CRAB = `[gd_scene format=3 uid="uid://crab"]

[node name="Crab" type="Area2D" groups=["enemies"]]
health = 40
`
const HARBOR = `[gd_scene format=3]

[ext_resource type="PackedScene" uid="uid://crab" path="res://old/crab.tscn" id="1_c"]

[node name="Harbor" type="Node2D"]

[node name="First" parent="." instance=ExtResource("1_c")]
health = 120

[connection signal="ready" from="Nobody" to="." method="x"]
`

function project(): TestProject {
  return testProject({ 'project.godot': '', 'actors/crab.tscn': CRAB, 'levels/harbor.tscn': HARBOR, 'notes.md': '' })
}

async function run(words: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [weft, 'scene', ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    out.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    out.stderr += text
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...out }
}

test.for(['find', 'validate', 'batch', 'deps'])('weft scene %s --help has an example', async word => {
  const { code, stdout } = await run([word, '--help'], '.')
  expect(code).toBe(0)
  expect(stdout).toMatch(/Examples?:\n {2}weft /)
})

test('weft scene find names resource files among its hits', async () => {
  await using files = project()
  files.write('items/shell.tres', '[gd_resource type="Resource" format=3]\n\n[resource]\nhealth = 50\n')
  const { code, stdout } = await run(['find', 'prop:health<100'], files.folder)
  expect([code, stdout]).toEqual([0, 'actors/crab.tscn\t.\tArea2D\nitems/shell.tres\t.\tResource\n2 hits\n'])
})

test.for([
  ['find'],
  ['find', 'typ:x'],
  ['find', 'x', '--limit', 'many'],
  ['validate'],
  ['validate', 'notes.md'],
  ['validate', '.', '--dry-run'],
  ['batch', 'polish', ''],
  ['batch', 'edit', 'x'],
  ['batch', 'resave', '', '--set', 'a=1'],
  ['batch', 'edit', 'x', '--set', 'a'],
  ['deps'],
])('weft scene %s is bad use', async words => {
  await using files = project()
  const result = await run(words, files.folder)
  expect(result).toMatchObject({ code: 2, stdout: '' })
  expect(result.stderr).toMatch(/^error\[BAD_USE\]: .+\nhint: .+\n$/)
})

test('find prints nodes, in JSON with scene, node, name and type', async () => {
  await using files = project()
  const { code, stdout } = await run(['find', 'prop:health>100', '--json'], files.folder)
  expect(code).toBe(0)
  const { hits, total, ms } = JSON.parse(stdout) as { hits: object[]; total: number; ms: number }
  expect(hits).toEqual([
    expect.objectContaining({ scene: 'levels/harbor.tscn', node: 'First', name: 'First', type: null }),
  ])
  expect(total).toBe(1)
  expect(ms).toBeGreaterThanOrEqual(0)
  expect((await run(['find', 'type:Area2D', '-C', 'actors'], files.folder)).stdout).toBe(
    'crab.tscn\t.\tArea2D\n1 node\n',
  )
})

test('validate says what is amiss; --fix makes what is safe; the exit code tells', async () => {
  await using files = project()
  const first = await run(['validate', 'levels', '--json'], files.folder)
  expect(first.code).toBe(1)
  const report = JSON.parse(first.stdout) as { problems: { kind: string; scene: string }[]; summary: object }
  expect(report.problems.map(({ kind, scene }) => `${kind} ${scene}`)).toEqual([
    'dangling-connection levels/harbor.tscn',
    'uid-mismatch levels/harbor.tscn',
  ])
  expect(report.summary).toEqual({ error: 1, warning: 1, info: 0, files: 1 })
  expect((await run(['validate', '.', '--fix', '--dry-run'], files.folder)).code).toBe(1)
  expect(files.read('levels/harbor.tscn')).toBe(HARBOR)
  expect(await run(['validate', '.', '--fix'], files.folder)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('2 files: 0 errors, 0 warnings, 0 notes'),
  })
  expect(files.read('levels/harbor.tscn')).toBe(
    HARBOR.replace('res://old/crab.tscn', 'res://actors/crab.tscn').replace(/\n\[connection.*\n/, ''),
  )
  expect((await run(['validate', 'nowhere'], files.folder)).code).toBe(2)
})

test('batch edits in dependency order; all or nothing leaves all as it was where one fails', async () => {
  await using files = project()
  const edit = ['batch', 'edit', 'prop:health', '--set', 'health=7']
  const dry = await run([...edit, '--dry-run'], files.folder)
  expect(dry.stdout).toMatch(/would change +actors\/crab.tscn\n.*\nwould change +levels\/harbor.tscn/)
  expect(files.read('actors/crab.tscn')).toBe(CRAB)
  const refused = await run(['batch', 'edit', 'prop:health', '--delete', '--all-or-nothing'], files.folder)
  expect(refused.code).toBe(1)
  expect(files.read('levels/harbor.tscn')).toBe(HARBOR)
  expect((await run([...edit, '--all-or-nothing'], files.folder)).code).toBe(0)
  expect(files.read('actors/crab.tscn')).toBe(CRAB.replace('40', '7'))
  expect(files.read('levels/harbor.tscn')).toBe(HARBOR.replace('120', '7'))
  const saved = JSON.parse((await run(['batch', 'resave', '', '--json'], files.folder)).stdout) as {
    outcomes: object[]
  }
  expect(saved.outcomes).toMatchObject([{ status: 'nothing-to-do' }, { status: 'done' }])
})

test('deps says both ways', async () => {
  await using files = project()
  const { stdout } = await run(['deps', 'actors/crab.tscn', '--json'], files.folder)
  expect(JSON.parse(stdout)).toMatchObject({ usedBy: [{ path: 'res://levels/harbor.tscn', by: 'uid' }], uses: [] })
  expect((await run(['deps', 'levels/harbor.tscn'], files.folder)).stdout).toContain('instance res://actors/crab.tscn')
})
