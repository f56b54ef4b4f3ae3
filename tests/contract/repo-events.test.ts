/** What happens in the repository, told live, to those who come back, and after a restart. */
import { expect, test } from 'vitest'
import type { RepoEvent } from '../../shared/contract/repo-event.ts'
import { type Api, createRepoGround, openState, type RepoGround } from './repo-ground.ts'

const timeout = { timeout: 60_000 }

/** Events until one of that kind; the stream is left then. */
async function until(api: Api, after: number | undefined, kind: RepoEvent['what']['kind']): Promise<RepoEvent[]> {
  const controller = new AbortController()
  const found: RepoEvent[] = []
  const input = after === undefined ? {} : { after }
  for await (const event of await api.repo.events(input, { signal: controller.signal })) {
    found.push(event)
    if (event.what.kind === kind) break
  }
  controller.abort()
  return found
}

/** The stream as it travels: the text of the first `count` events. */
async function overWire({ host }: RepoGround, lastEventId: string, count: number): Promise<string> {
  const controller = new AbortController()
  const answer = await fetch(`${host.server.origin}/api/repo/events`, {
    headers: { authorization: `Bearer ${host.token}`, accept: 'text/event-stream', 'last-event-id': lastEventId },
    signal: controller.signal,
  })
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if ((text.match(/^id: /gm)?.length ?? 0) >= count) break
  }
  controller.abort()
  return text
}

test('GIT13 events are told as they come, again from any id, over the wire and after a restart', timeout, async () => {
  await using subject = await createRepoGround()
  const { ground } = subject
  await openState(subject.api)
  const live = until(subject.api, undefined, 'refs')
  await subject.api.repo.createBranch({ name: 'night' })
  const told = await live
  expect(told.map(({ what }) => what)).toContainEqual({ kind: 'refs', names: ['refs/heads/night'] })
  const all = await until(subject.api, 0, 'refs')
  expect(all.map(({ what }) => what)).toEqual([
    { kind: 'operation', operation: 1, words: 'Create branch night' },
    { kind: 'refs', names: ['refs/heads/night'] },
  ])
  expect(all.map(({ id }) => id)).toEqual([1, 2])

  ground.git('switch', '-q', 'night')
  expect((await until(subject.api, 2, 'head')).at(-1)?.what).toEqual({
    kind: 'head',
    from: 'refs/heads/main',
    to: 'refs/heads/night',
  })
  ground.write('fresh.txt', 'x\n')
  expect((await until(subject.api, 3, 'status')).at(-1)?.what).toEqual({ kind: 'status', changes: 1 })

  const wire = await overWire(subject, '1', 2)
  expect(wire.match(/^id: .*$/gm)?.slice(0, 2)).toEqual(['id: 2', 'id: 3'])

  await subject.reopen()
  expect((await until(subject.api, 1, 'refs')).map(({ id }) => id)).toEqual([2])
  // From a life of the workspace that nobody knows: what came between cannot be told.
  expect((await until(subject.api, 10_000, 'gap')).map(({ what }) => what)).toEqual([{ kind: 'gap' }])
})

test('GIT13 what other programs did while no host was there is told when one comes', timeout, async () => {
  await using subject = await createRepoGround()
  await openState(subject.api)
  await subject.reopen(() => {
    subject.ground.write('notes.md', 'by git alone\n')
    subject.ground.commit('while nobody looked')
  })
  await openState(subject.api)
  expect((await until(subject.api, 0, 'refs')).at(-1)?.what).toEqual({ kind: 'refs', names: ['refs/heads/main'] })
})
