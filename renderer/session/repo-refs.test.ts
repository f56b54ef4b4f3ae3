import { expect, test } from 'vitest'
import type { RepoRefs } from '../../shared/contract/repo-data.ts'
import type { ApiClient } from './host-link.ts'
import { createRepoRefs } from './repo-refs.ts'

test('whoever shows branches asks, and the repository is read once for each move of its refs', async () => {
  const { api, answer, asked } = slowRepo()
  const refs = createRepoRefs(api)
  refs.want(1)
  refs.want(1)
  expect(asked()).toBe(1)
  await answer(named('main'))
  expect(refs.view.getState().refs).toEqual(named('main'))
  refs.want(1)
  expect(asked()).toBe(1)
  refs.want(2)
  expect([asked(), refs.view.getState().refs]).toEqual([2, named('main')])
  await answer(named('night'))
  expect(refs.view.getState().refs).toEqual(named('night'))
})

test('an answer that comes after another question is not shown, nor is one of a repository that was left', async () => {
  const { api, answer } = slowRepo()
  const refs = createRepoRefs(api)
  refs.want(1)
  refs.want(2)
  await answer(named('old'))
  expect(refs.view.getState().refs).toBeNull()
  await answer(named('new'))
  expect(refs.view.getState().refs).toEqual(named('new'))
  refs.askAgain()
  refs.want(2)
  refs.clear()
  await answer(named('elsewhere'))
  expect(refs.view.getState()).toEqual({ refs: null, version: null, fault: null })
})

test('why they did not come is said', async () => {
  const refs = createRepoRefs({
    repo: { refs: () => Promise.reject(new Error('The repository was closed.')) },
  } as unknown as ApiClient)
  refs.want(1)
  await Promise.resolve()
  expect(refs.view.getState().fault).toBe('The repository was closed.')
})

function named(name: string): RepoRefs {
  return { branches: [], remotes: [{ name, hash: 'a'.repeat(40) }], tags: [] }
}

/** Answers in the order of the questions. */
function slowRepo() {
  const waiting: ((refs: RepoRefs) => void)[] = []
  let count = 0
  const refs = () => {
    count += 1
    return new Promise<RepoRefs>(resolve => waiting.push(resolve))
  }
  return {
    api: { repo: { refs } } as unknown as ApiClient,
    asked: () => count,
    answer: async (value: RepoRefs) => {
      waiting.shift()?.(value)
      await Promise.resolve()
    },
  }
}
