/** A host that is killed in the middle of edits loses nothing it acknowledged. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { LEVEL, nodeNamed, openReadable, testProject } from './workspace-setup.ts'

test.each([60, 101, 137])('kill -9 after %i acknowledged edits', async count => {
  await using project = testProject({ 'level.tscn': LEVEL })
  using profile = temporaryFolder()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'host-child.ts'), project.folder, profile.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const n = Number(/^acknowledged (\d+)$/.exec(line)?.[1])
    if (!Number.isNaN(n)) acknowledged = n
    if (acknowledged === count) child.kill('SIGKILL')
  }
  expect((await ended)[1]).toBe('SIGKILL')
  await using workspace = await project.open()
  using level = await openReadable(workspace, 'level.tscn')
  const position = level.scene.scene.nodes.get(nodeNamed(level, 'Player'))?.properties.get('position') ?? ''
  const kept = Number(/^Vector2\((\d+), 0\)$/.exec(position)?.[1])
  expect(acknowledged).toBeGreaterThanOrEqual(count)
  expect(kept).toBeGreaterThanOrEqual(acknowledged)
  await workspace.whenSettled()
  expect(project.read('level.tscn')).toBe(LEVEL.replace('Vector2(10, 20)', position))
})
