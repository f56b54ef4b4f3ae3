import { expect, test } from 'vitest'
import { faultOf, fetchArguments, progressOf, pushArguments } from './remote-words.ts'

test('OPS10 no name is an option, an address or a command, and a push has no way to force', () => {
  for (const remote of ['--upload-pack=x', '-o', 'ext::sh -c x', 'https://a/b', '../x', 'a:b', '']) {
    expect(() => fetchArguments(remote, { prune: true }), remote).toThrow('cannot be the name of a remote')
  }
  const push = { remote: 'origin', from: 'refs/heads/main', to: 'refs/heads/main', setUpstream: true, tags: true }
  for (const name of ['+refs/heads/main', '--force', 'refs/heads/a:refs/heads/b', 'refs/heads/a b', 'refs/tags/v1']) {
    expect(() => pushArguments({ ...push, from: name }), name).toThrow('cannot be pushed')
    expect(() => pushArguments({ ...push, to: name }), name).toThrow('cannot be pushed')
  }
  const args = pushArguments(push)
  expect(args.filter(arg => /^(?:-f|--force|--mirror|--delete|\+)/.test(arg))).toEqual([])
  expect(args.slice(-3)).toEqual(['--', 'origin', 'refs/heads/main:refs/heads/main'])
})

test('steps say how far they are', () => {
  expect(progressOf('Receiving objects:  42% (21/50), 1.2 MiB | 3 MiB/s')).toMatchObject({ part: 0.42 })
  expect(progressOf('remote: Enumerating objects: 5, done.')).toMatchObject({
    text: 'Enumerating objects: 5, done.',
    part: null,
  })
})

test('faults are sentences that say what to do', () => {
  const rejected = [
    'To file:///srv/game.git',
    ' ! [rejected]        main -> main (fetch first)',
    "error: failed to push some refs to 'file:///srv/game.git'",
  ]
  expect(faultOf(rejected)).toMatch(/Pull first/)
  expect(faultOf(["fatal: could not read Username for 'https://x': terminal prompts disabled"])).toMatch(/credential/)
  expect(faultOf(["fatal: '/nowhere' does not appear to be a git repository"])).toMatch(/no repository/)
  expect(faultOf(['something', 'fatal: what nobody has seen before'])).toBe('Git says: what nobody has seen before')
})
