import { expect, test } from 'vitest'
import { LONG_FILES, UNCITED_RULES } from './allowed.ts'
import { readSources, readText, repositoryPaths } from './repository.ts'
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
import { danglingCitations, repeatedRules, specRules, uncitedRules } from './spec-rules.ts'

const paths = repositoryPaths()
const sources = readSources(paths)
const rules = specRules(paths.filter(path => /^docs\/spec\/.*\.md$/.test(path)).map(readText))
/** Citations in this folder are examples. */
const citing = paths
  .filter(path => /\.(?:tsx?|mjs|gd)$/.test(path) && !path.startsWith('tests/architecture/'))
  .map(readText)

test('the repository is read', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(rules.length).toBeGreaterThan(50)
})

test('arrows point at shared; electron and cli start host, cli starts the servers', () => {
  expect(foreignImports(sources)).toEqual([])
})

test('shared is pure', () => {
  expect(impureShared(sources)).toEqual([])
})

test('no module has state of its own', () => {
  expect(moduleVariables(sources)).toEqual([])
})

test('electron is imported by main and preload only', () => {
  expect(electronImports(sources)).toEqual([])
})

test('Git libraries are imported by host/git only', () => {
  expect(gitImports(sources)).toEqual([])
})

test('a feature is imported through its index.ts', () => {
  expect(featureInsides(sources)).toEqual([])
})

test('widgets know no game words', () => {
  expect(knowingWidgets(sources)).toEqual([])
})

test('no file is longer than 400 lines', () => {
  expect(longFiles(sources, LONG_FILES)).toEqual([])
})

test('no test is left out, and none runs alone', () => {
  expect(skippedTests(sources)).toEqual([])
})

test('a TODO names its issue', () => {
  expect(looseEnds(sources)).toEqual([])
})

test('fixtures stand in tests/fixtures', () => {
  expect(strayFixtures(paths)).toEqual([])
})

test('the rules of docs/spec have a number each', () => {
  expect(repeatedRules(rules)).toEqual([])
})

test('every rule of docs/spec is cited by code or a test', () => {
  expect(uncitedRules(rules, citing, UNCITED_RULES)).toEqual([])
})

test('every cited rule is in docs/spec', () => {
  expect(danglingCitations(rules, citing)).toEqual([])
})
