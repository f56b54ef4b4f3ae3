/** A real project open in Weft and worked on in its repository, while Git and another program use the folder too. */
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { createGround, type Ground } from '../contract/git-ground.ts'
import { type Api, clientOf, createOpenHost } from '../contract/repo-host.ts'

vi.setConfig({ testTimeout: 300_000 })

const corpus = process.env.WEFT_CORPUS ?? ''

test('a real project: edits, commits, branches, stash, merge, undo and time travel, with git as the judge', async () => {
  using ground = createGround()
  using profile = temporaryFolder()
  cpSync(join(corpus, 'scenes', 'godot-open-rpg'), ground.path, { recursive: true })
  ground.git('config', 'user.name', 'Ada')
  ground.git('config', 'user.email', 'ada@example.com')
  const begin = ground.commit('the project')
  const [first, second] = scenesOf(ground)
  await using host = await createOpenHost(profile.path, ground.path)
  const api = clientOf(host)

  await edit(api, ground, first, 'night')
  expect(await entries(api)).toEqual([`${first} modified`])
  await api.repo.stage({ paths: [first] })
  expect(ground.git('status', '--porcelain')).toBe(`M  ${first}\n`)
  await api.repo.commit({ message: 'First in Weft' })
  clean(ground)
  expect(ground.git('log', '-1', '--format=%an %s').trim()).toBe('Ada First in Weft')

  await api.repo.switch({ name: 'night', create: true })
  await edit(api, ground, second, 'dark')
  await api.repo.commit({ message: 'Dark', all: true })
  await api.repo.switch({ name: 'main' })
  clean(ground)
  expect(ground.git('diff', '--stat', 'main')).toBe('')
  // Another program commits while Weft has the folder open.
  ground.write('NOTES.md', 'by hand\n')
  ground.commit('By hand')
  await host.api.workspace().rescan()
  await api.repo.merge({ revision: 'night', message: "Merge branch 'night'" })
  clean(ground)
  const judged = ground.git('merge-tree', '--write-tree', 'main~1', 'night').split('\n')[0]
  expect(ground.git('rev-parse', 'main^{tree}').trim()).toBe(judged)
  expect(await noteOf(api, second)).toBe('"dark"')

  ground.write('NOTES.md', 'half a thought\n')
  await api.repo.stashPush({ message: 'Half' })
  clean(ground)
  expect(ground.git('stash', 'list')).toContain('On main: Half')
  await api.repo.stashPop({ index: 0 })
  expect(ground.git('status', '--porcelain')).toBe(' M NOTES.md\n')
  await api.repo.discard({ paths: ['NOTES.md'] })
  await api.repo.revert({ revisions: ['night'] })
  clean(ground)
  expect(await noteOf(api, second)).toBeNull()
  await api.repo.undo({})
  expect(await noteOf(api, second)).toBe('"dark"')

  const then = await api.timeTravel.files({ at: { kind: 'commit', revision: begin } })
  const listed = ground.git('ls-tree', '-r', '--name-only', begin).trim().split('\n')
  expect(new Set(then.files.map(({ path }) => path))).toEqual(new Set(listed.map(path => `res://${path}`)))
  const was = await api.timeTravel.read({ at: { kind: 'commit', revision: begin }, path: `res://${first}` })
  expect(was).toMatchObject({ kind: 'text', text: ground.git('show', `${begin}:${first}`) })
  expect(ground.tryGit('fsck', '--strict', '--no-dangling')).toMatchObject({ code: 0 })
})

/** Two of the project's scenes whose root has a name of its own. */
function scenesOf({ path }: Ground): [string, string] {
  const all = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const [first, second] = all.filter(each => each.endsWith('.tscn')).sort((a, b) => (a < b ? -1 : 1))
  if (first === undefined || second === undefined) throw new RangeError('no scenes')
  return [first, second]
}

async function edit(api: Api, ground: Ground, path: string, note: string): Promise<void> {
  const value = JSON.stringify(note)
  const edits = [{ kind: 'set', node: '.', property: 'metadata/note', value } as const]
  await api.scenes.edit({ path: `res://${path}`, edits })
  await expect.poll(() => ground.read(path), { timeout: 30_000 }).toContain(`metadata/note = ${value}`)
}

async function noteOf(api: Api, path: string): Promise<string | null> {
  const { nodes } = await api.scenes.tree({ path: `res://${path}` })
  return nodes[0]?.properties['metadata/note'] ?? null
}

async function entries(api: Api): Promise<string[]> {
  const state = await api.repo.state()
  return state.status === 'open' ? state.entries.map(({ path, status }) => `${path} ${status}`) : [state.status]
}

function clean(ground: Ground): void {
  expect(ground.git('status', '--porcelain')).toBe('')
}
