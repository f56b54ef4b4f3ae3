/** Blame of nodes, on a history in which nodes and files change their names and places (GIT11). */
import { expect, test } from 'vitest'
import { createRepoGround, type RepoGround } from './repo-ground.ts'

const timeout = { timeout: 120_000 }

/** `id`: as Godot 4.6 writes it; older versions write none. */
function scene(hasIds: boolean, { name = 'Lamp', parent = 'Pier', energy = 1 } = {}): string {
  const id = (number: number) => (hasIds ? ` unique_id=${number}` : '')
  const lamp = `[node name="${name}" type="PointLight2D" parent="${parent}"${id(14)}]\nenergy = ${energy}.0\nheight = 8.0\n`
  return `[gd_scene format=3]

[node name="Port" type="Node2D"${id(11)}]

[node name="Pier" type="Node2D" parent="."${id(12)}]
position = Vector2(1, 2)

[node name="Boat" type="Node2D" parent="."${id(13)}]

${lamp}`
}

test.for([true, false])(
  'name, place and values of a node are each blamed on their own commit, unique ids: %s',
  timeout,
  async hasIds => {
    const hashes: Record<string, string> = {}
    await using subject = await createRepoGround(ground => {
      const commit = (name: string, text: string, path = 'port.tscn') => {
        ground.write(path, text)
        ground.git('add', '-A')
        ground.commit(name)
        hashes[name] = ground.git('rev-parse', 'HEAD').trim()
      }
      commit('made', scene(hasIds))
      commit('brighter', scene(hasIds, { energy: 3 }))
      commit('renamed', scene(hasIds, { energy: 3, name: 'Lantern' }))
      commit('moved', scene(hasIds, { energy: 3, name: 'Lantern', parent: 'Boat' }))
      ground.git('mv', 'port.tscn', 'harbor.tscn')
      commit('the file', scene(hasIds, { energy: 3, name: 'Lantern', parent: 'Boat' }), 'harbor.tscn')
    })
    expect(await blamed(subject, 'Boat/Lantern')).toEqual({
      node: hashes.made,
      name: hashes.renamed,
      place: hashes.moved,
      energy: hashes.brighter,
      height: hashes.made,
    })
    // What is in no commit is told so, of a node that is still the same one under its newest name. Without ids it is
    // known by what it says, so that not all of it may change at once.
    subject.ground.write('harbor.tscn', scene(hasIds, { energy: hasIds ? 4 : 3, name: 'Beacon', parent: 'Boat' }))
    expect(await blamed(subject, 'Boat/Beacon')).toEqual({
      node: hashes.made,
      name: null,
      place: hashes.moved,
      energy: hasIds ? null : hashes.brighter,
      height: hashes.made,
    })
    const { things } = await subject.api.repo.blame({ path: 'harbor.tscn', revision: 'HEAD' })
    expect(things?.map(({ node }) => node)).toContain('Boat/Lantern')
  },
)

async function blamed({ api }: RepoGround, node: string): Promise<Record<string, string | null>> {
  const { things } = await api.repo.blame({ path: 'harbor.tscn' })
  const own = (things ?? []).filter(thing => thing.node === node)
  return Object.fromEntries(own.map(({ what, property, hash }) => [property ?? what, hash]))
}
