/** The realities of a workspace, through whoever has it open. */
import type { Reality } from '../shared/contract/realities.ts'
import { Failure } from './failure.ts'
import { printDifferences } from './file-differences.ts'
import { findNamed } from './find-named.ts'
import { printFailures, printMatrix, printOutcomes, printPreview, printRealities } from './print-reality.ts'
import { countFailed, outcomesOf, type RealitySource } from './reality-source.ts'
import type { WorkspaceApi } from './workspace-api.ts'

export function workspaceRealities(api: WorkspaceApi): RealitySource {
  const idOf = async (text: string) => (await find(api, text)).id

  async function fromOf(from: string | undefined) {
    return from === undefined ? {} : { from: await idOf(from) }
  }

  return {
    async create(name, from, withBranch) {
      const made = await api.realities.create({ name, withBranch, ...(await fromOf(from)) })
      return { answer: made, words: `${made.id}\n` }
    },
    async try(make, from) {
      const asked = typeof make === 'number' ? { count: make } : { names: [...make] }
      const made = await api.sideBySide.try({ make: asked, ...(await fromOf(from)) })
      return { answer: { realities: made }, words: made.map(({ name }) => `${name}\n`).join('') }
    },
    async list() {
      const { realities } = await api.realities.graph()
      return { answer: realities, words: printRealities(realities) }
    },
    async diff(name) {
      const files = await api.realities.differences({ id: await idOf(name) })
      return { answer: files, words: printDifferences(files) }
    },
    async compare(texts, { run, timeoutMs, signal, onEvent }) {
      const found = []
      for (const text of texts) found.push(await find(api, text))
      const ids = found.map(({ id }) => id)
      const matrix = await api.sideBySide.matrix({ ids })
      if (run === null) return { answer: matrix, words: printMatrix(matrix) }
      const names = new Map(found.map(({ id, name }) => [id, name]))
      const events = await api.sideBySide.run({ ids, command: run, timeoutMs }, { signal })
      const outcomes = await outcomesOf(events, ids, onEvent)
      const words = `${printMatrix(matrix)}\n${printOutcomes(outcomes, names)}${printFailures(outcomes, names)}`
      return { answer: { ...matrix, outcomes }, words, failed: countFailed(outcomes) }
    },
    async preview(name, strategy) {
      const preview = await api.realities.preview({ id: await idOf(name), strategy })
      return { answer: preview, words: printPreview(preview), contested: preview.contested }
    },
    async merge(name, strategy) {
      const merged = await api.realities.merge({ id: await idOf(name), strategy })
      const { files, contested } = merged
      return { answer: merged, words: `${files} files merged, ${contested} to review\n`, contested }
    },
    async apply(name, drop, { strategy, isDryRun }) {
      const taken = await find(api, name)
      const others = []
      if (drop === 'rest') others.push(...(await triedWith(api, taken)))
      else for (const text of drop) others.push(await idOf(text))
      const applied = await api.sideBySide.apply({ id: taken.id, drop: others, strategy, isDryRun })
      const { preview, dropped, merge } = applied
      const gone = dropped.map(({ name: each, onlyThere }) => `drop ${each}  (${onlyThere.length} files only there)\n`)
      return {
        answer: applied,
        words: `${printPreview(preview)}${gone.join('')}`,
        contested: merge?.contested ?? preview.contested,
      }
    },
    async undo() {
      const merge = await api.sideBySide.undoApply()
      return { answer: merge, words: 'Taken back: the merge is undone, and what was dropped is there again.\n' }
    },
    async switch(name) {
      const { reality } = await api.realities.switch({ id: await idOf(name) })
      return { answer: reality, words: `${reality.name}\n` }
    },
    async drop(name, isDryRun) {
      const dropped = await api.realities.drop({ id: await idOf(name), isDryRun })
      return { answer: dropped, words: printDifferences(dropped.onlyThere) }
    },
    async restore(name) {
      const restored = await api.realities.restore({ id: await idOf(name) })
      return { answer: restored, words: `${restored.name}\n` }
    },
  }
}

/** The others that were made by the same `try` and are open. */
async function triedWith(api: WorkspaceApi, { id, name, tried }: Reality): Promise<string[]> {
  if (tried === null) {
    const hint = 'name the ones that are to go: --drop A B'
    throw new Failure('BAD_REQUEST', `${name} was not made together with others.`, hint)
  }
  const { realities } = await api.realities.graph()
  return realities
    .filter(other => other.tried === tried && other.id !== id && other.status !== 'dropped')
    .map(other => other.id)
}

async function find(api: WorkspaceApi, text: string): Promise<Reality> {
  const { realities } = await api.realities.graph()
  const named = realities.filter(one => one.name === text && one.status !== 'dropped')
  if (named.length > 1 && !realities.some(one => one.id === text)) {
    throw new Failure('BAD_REQUEST', `There are ${named.length} realities called ${text}.`, 'give the id instead')
  }
  return findNamed([...named, ...realities], text, 'reality')
}
