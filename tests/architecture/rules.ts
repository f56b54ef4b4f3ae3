/**
 * What a file may import and use, by where it lives. Pure: every rule takes sources and answers with one line for each
 * place that breaks it. `rules.test.ts` shows that each can fail.
 */
import type { Source } from './source.ts'

/** What each folder may import besides itself. Arrows point at `shared`; the others start processes. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  host: ['shared'],
  'sync-server': ['shared'],
  'zone-server': ['shared'],
  renderer: ['shared'],
  electron: ['shared', 'host'],
  cli: ['shared', 'host', 'sync-server', 'zone-server'],
}

/** They build and test everything, and nothing is built on them. */
const OUTSIDE = ['build', 'tests']

export function foreignImports(sources: readonly Source[]): string[] {
  return sources.flatMap(source => {
    const from = folderOf(source.path)
    if (OUTSIDE.includes(from)) return []
    const allowed = [from, ...(ARROWS[from] ?? []), ...(isTest(source.path) ? OUTSIDE : [])]
    return source.imports
      .filter(each => each.target !== null && isInFolder(each.target) && !allowed.includes(folderOf(each.target)))
      .map(each => `${source.path}:${each.line} ${from} must not import ${each.target}`)
  })
}

/** In `shared`: all of these come in as arguments. */
const IMPURE = new Set([
  'Date.now',
  'new Date()',
  'Math.random',
  'performance',
  'crypto',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'console',
  'globalThis',
])

export function impureShared(sources: readonly Source[]): string[] {
  return productIn(sources, 'shared').flatMap(source => [
    ...source.uses
      .filter(use => IMPURE.has(use.text))
      .map(use => `${source.path}:${use.line} shared is pure: ${use.text} has to be passed in`),
    ...source.imports
      .filter(each => each.specifier.startsWith('node:'))
      .map(each => `${source.path}:${each.line} shared is pure: no ${each.specifier}`),
  ])
}

export function moduleVariables(sources: readonly Source[]): string[] {
  return sources
    .filter(source => !isTest(source.path) && !OUTSIDE.includes(folderOf(source.path)))
    .flatMap(source =>
      source.moduleVariables.map(({ text, line }) => `${source.path}:${line} state of the module: ${text}`),
    )
}

/** Importing it from plain Node starts a download; so all else in `electron/` is given what it needs. */
const ELECTRON_IMPORTERS = ['electron/main.ts', 'electron/preload.ts']

export function electronImports(sources: readonly Source[]): string[] {
  return sources.flatMap(source =>
    source.imports
      .filter(each => /^electron(?:$|\/)/.test(each.specifier))
      .filter(each => !(each.isType && folderOf(source.path) === 'electron'))
      .filter(() => !ELECTRON_IMPORTERS.includes(source.path))
      .map(each => `${source.path}:${each.line} only ${ELECTRON_IMPORTERS.join(' and ')} import electron`),
  )
}

/** They read and write repositories: one folder does that for all others. */
const GIT_LIBRARIES = ['es-git', 'isomorphic-git']

export function gitImports(sources: readonly Source[]): string[] {
  return sources.flatMap(source =>
    source.imports
      .filter(each => GIT_LIBRARIES.includes(each.specifier) && !source.path.startsWith('host/git/'))
      .map(each => `${source.path}:${each.line} only host/git imports ${each.specifier}`),
  )
}

/** A feature has one face. */
export function featureInsides(sources: readonly Source[]): string[] {
  return sources.flatMap(source =>
    source.imports
      .filter(each => {
        const feature = featureOf(each.target ?? '')
        const isFace = /^renderer\/features\/[^/]+\/index\.tsx?$/.test(each.target ?? '')
        return feature !== null && feature !== featureOf(source.path) && !isFace && !isStyle(each.specifier)
      })
      .map(each => `${source.path}:${each.line} ${each.target} is inside a feature: import its index.ts`),
  )
}

/** A widget knows no game words: it imports widgets and packages only. */
export function knowingWidgets(sources: readonly Source[]): string[] {
  return sources
    .filter(source => source.path.startsWith('renderer/ui/') && !isTest(source.path))
    .flatMap(source =>
      source.imports
        .filter(each => each.target !== null && !each.target.startsWith('renderer/ui/'))
        .map(each => `${source.path}:${each.line} a widget must not import ${each.target}`),
    )
}

export const LONGEST_FILE = 400

/** `allowed` holds the length of files that were longer when the rule came. They may only shrink, until they leave the list. */
export function longFiles(
  files: readonly Pick<Source, 'path' | 'lines'>[],
  allowed: Readonly<Record<string, number>>,
): string[] {
  const tooLong = files
    .filter(({ path, lines }) => lines > (allowed[path] ?? LONGEST_FILE))
    .map(({ path, lines }) => `${path} has ${lines} lines: find the second idea`)
  const stale = Object.keys(allowed)
    .filter(path => (files.find(file => file.path === path)?.lines ?? 0) <= LONGEST_FILE)
    .map(path => `${path} is not too long any more: take it off the list`)
  return [...tooLong, ...stale]
}

export function skippedTests(sources: readonly Source[]): string[] {
  return sources.flatMap(source =>
    source.uses
      .filter(use => /^(?:it|test|describe|suite)\.(?:skip|only|todo)$|^x(?:it|describe)$/.test(use.text))
      .map(use => `${source.path}:${use.line} ${use.text} leaves tests out`),
  )
}

export function looseEnds(sources: readonly Source[]): string[] {
  return sources.flatMap(source =>
    source.comments
      .filter(({ text }) => /\b(?:TODO|FIXME|XXX)\b(?!\(#\d+\)| #\d+)/.test(text))
      .map(({ line }) => `${source.path}:${line} a TODO names its issue: TODO(#12)`),
  )
}

/** Files that tests read, by their kind: they stand in one place, where Git leaves their bytes alone. */
export function strayFixtures(paths: readonly string[]): string[] {
  const homes = /^(?:tests\/fixtures|examples)\//
  const isData = (path: string) => /\.(?:tscn|tres|db|bin|snap|update)$|(?:^|\/)project\.godot$/.test(path)
  return paths
    .filter(path => !homes.test(path) && (isData(path) || /(?:^|\/)(?:__)?(?:fixtures|snapshots)(?:__)?\//.test(path)))
    .map(path => `${path} belongs in tests/fixtures`)
}

export function folderOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function isInFolder(path: string): boolean {
  return path.includes('/')
}

function productIn(sources: readonly Source[], folder: string): Source[] {
  return sources.filter(source => folderOf(source.path) === folder && !isTest(source.path))
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

function isStyle(specifier: string): boolean {
  return specifier.endsWith('.css')
}

function featureOf(path: string): string | null {
  return /^renderer\/features\/([^/]+)\//.exec(path)?.[1] ?? null
}
