/** Every rule, shown to fail on a planted violation and to pass beside it. */
import { expect, test } from 'vitest'
import {
  electronImports,
  featureInsides,
  foreignImports,
  gitImports,
  impureShared,
  knowingWidgets,
  longFiles,
  looseEnds,
  moduleVariables,
  skippedTests,
  strayFixtures,
} from './rules.ts'
import { readSource, type Source } from './source.ts'

test('imports: static, re-exported, dynamic and of types alone are all seen', () => {
  const forms = [
    `import { openHost } from '../host/host.ts'`,
    `export * from '../host/host.ts'`,
    `export { openHost } from '../host/host.ts'`,
    `const host = await import('../host/host.ts')`,
    `import type { Host } from '../host/host.ts'`,
    `type Host = import('../host/host.ts').Host`,
  ]
  for (const form of forms) {
    expect(foreignImports([readSource('renderer/main.tsx', form)])).toEqual([
      'renderer/main.tsx:1 renderer must not import host/host.ts',
    ])
  }
})

test('imports: who may start whom', () => {
  const imports = (path: string, target: string) => foreignImports([readSource(path, `import '../${target}'`)]).length
  expect([imports('cli/a.ts', 'host/b.ts'), imports('cli/a.ts', 'sync-server/b.ts')]).toEqual([0, 0])
  expect([imports('electron/a.ts', 'host/b.ts'), imports('electron/a.ts', 'sync-server/b.ts')]).toEqual([0, 1])
  expect([imports('host/a.ts', 'shared/b.ts'), imports('host/a.ts', 'sync-server/b.ts')]).toEqual([0, 1])
  expect([imports('shared/a.ts', 'host/b.ts'), imports('sync-server/a.ts', 'host/b.ts')]).toEqual([1, 1])
  expect([imports('host/a.ts', 'tests/b.ts'), imports('host/a.test.ts', 'tests/b.ts')]).toEqual([1, 0])
  expect([imports('tests/a.ts', 'host/b.ts'), imports('build/a.ts', 'renderer/b.ts')]).toEqual([0, 0])
  expect(imports('renderer/a.ts', 'package.json')).toBe(0)
})

test('shared: clocks, chance, timers and Node are refused, in code only', () => {
  const impure = [
    'export const now = Date.now()',
    'export const now = Date.now',
    'export const now = new Date()',
    'export const die = Math.random()',
    `export const home = process.env.HOME`,
    'setTimeout(() => {}, 5)',
    `import { join } from 'node:path'`,
  ]
  for (const text of impure) expect(impureShared([readSource('shared/a.ts', text)]), text).toHaveLength(1)
  const pure = [
    'export const epoch = new Date(0)',
    'export const later = (clock: { setTimeout(): void }) => clock.setTimeout()',
    '// Date.now() and process are passed in',
    `export const text = 'Date.now()'`,
  ]
  for (const text of pure) expect(impureShared([readSource('shared/a.ts', text)]), text).toEqual([])
  expect(impureShared([readSource('host/a.ts', 'Date.now()'), readSource('shared/a.test.ts', 'Date.now()')])).toEqual(
    [],
  )
})

test('modules: let and var at the top are state', () => {
  const text =
    'let count = 0\nexport let open = true\nconst fine = 1\nexport function next() { let local = 1; return local }'
  expect(moduleVariables([readSource('host/a.ts', text)])).toEqual([
    'host/a.ts:1 state of the module: count',
    'host/a.ts:2 state of the module: open',
  ])
  expect(moduleVariables([readSource('host/a.test.ts', text), readSource('build/a.ts', text)])).toEqual([])
})

test('electron: main and preload, and types within its folder', () => {
  const value = `import { app } from 'electron/main'`
  const type = `import type { App } from 'electron'`
  expect(electronImports([readSource('electron/main.ts', value), readSource('electron/menu.ts', type)])).toEqual([])
  expect(electronImports([readSource('electron/menu.ts', value), readSource('host/a.ts', type)])).toHaveLength(2)
})

test('Git libraries: in host/git only', () => {
  const text = `import { openRepository } from 'es-git'`
  expect(gitImports([readSource('host/git/open-repository.ts', text)])).toEqual([])
  expect(gitImports([readSource('cli/repo.ts', text), readSource('host/api/git.ts', text)])).toHaveLength(2)
})

test('features: only the face', () => {
  const inside = `import { draw } from '../outline/draw.ts'`
  const face = `import { Outline } from '../outline/index.ts'`
  const own = `import { draw } from './draw.ts'`
  const source = (text: string) => [readSource('renderer/features/tree/panel.ts', text)]
  expect(featureInsides(source(inside))).toHaveLength(1)
  expect(featureInsides([...source(face), ...source(own)])).toEqual([])
})

test('widgets: nothing but widgets and packages', () => {
  const source = (text: string) => [readSource('renderer/ui/button.tsx', text)]
  expect(knowingWidgets(source(`import { words } from '../text/words.ts'`))).toHaveLength(1)
  expect(knowingWidgets(source(`import { Button } from 'react-aria-components'\nimport './base.css'`))).toEqual([])
})

test('length: too long, longer than allowed, and an entry that is not needed', () => {
  const file = (lines: number): Pick<Source, 'path' | 'lines'>[] => [{ path: 'host/a.ts', lines }]
  expect(longFiles(file(400), {})).toEqual([])
  expect(longFiles(file(401), {})).toHaveLength(1)
  expect(longFiles(file(450), { 'host/a.ts': 450 })).toEqual([])
  expect(longFiles(file(451), { 'host/a.ts': 450 })).toHaveLength(1)
  expect(longFiles(file(400), { 'host/a.ts': 450 })).toHaveLength(1)
  expect(longFiles([], { 'host/a.ts': 450 })).toHaveLength(1)
  expect(readSource('host/a.ts', 'one()\ntwo()\n').lines).toBe(2)
})

test('tests: skip, only and todo', () => {
  const source = (text: string) => [readSource('host/a.test.ts', text)]
  for (const name of ['it.skip', 'test.only', 'describe.skip', 'test.todo']) {
    expect(skippedTests(source(`${name}('x', () => {})`)), name).toHaveLength(1)
  }
  expect(skippedTests(source(`test.skipIf(none)('x', () => {}) // it.skip`))).toEqual([])
})

test('loose ends: with an issue, or not at all', () => {
  const source = (text: string) => [readSource('host/a.ts', text)]
  expect(looseEnds(source('// TODO later'))).toEqual(['host/a.ts:1 a TODO names its issue: TODO(#12)'])
  expect(looseEnds(source(`// TODO(#12) later\nexport const list = 'TODO'`))).toEqual([])
})

test('fixtures: one home', () => {
  expect(strayFixtures(['host/old.db', 'shared/scene/fixtures/a.txt', 'tests/godot/project.godot'])).toHaveLength(3)
  expect(strayFixtures(['tests/fixtures/a.tscn', 'examples/game/a.tscn', 'host/a.ts'])).toEqual([])
})

test('what cannot be parsed is not passed over', () => {
  expect(() => readSource('host/a.ts', 'const = 1')).toThrow('host/a.ts')
})
