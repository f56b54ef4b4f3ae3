/**
 * The branches of a repository as realities, where there is no `.weft`. Whatever changes something is an operation, and
 * taken back with `weft repo undo`.
 */
import { branchReality, compareBranches, listBranchRealities } from '../host/git/branches/branch-realities.ts'
import { whatMergeChanges, whatOnlyThere } from '../host/git/branches/merge-effects.ts'
import type { Repository } from '../host/git/engine.ts'
import type { Operations } from '../host/git/operations/operations.ts'
import { runInEach } from '../host/side-by-side/run-in-each.ts'
import type { RealityMergeStrategy } from '../shared/contract/realities.ts'
import { badUse, Failure } from './failure.ts'
import { printDifferences } from './file-differences.ts'
import { printFailures, printMatrix, printOutcomes, printPreview } from './print-reality.ts'
import { printTable } from './print-table.ts'
import { countFailed, outcomesOf, type RealitySource } from './reality-source.ts'

export function branchRealities(operations: Operations, repository: Repository): RealitySource {
  const here = async () => {
    const head = await repository.head()
    return head.kind === 'branch' ? head.name.replace(/^refs\/heads\//, '') : 'HEAD'
  }

  async function need(name: string): Promise<string> {
    if ((await operations.branches()).some(branch => branch.name === name)) return name
    throw new Failure('NOT_FOUND', `There is no branch ${name}.`, 'weft reality list shows them')
  }

  async function mergePreview(name: string) {
    const { result, change } = await operations.merge(await need(name), { isDryRun: true })
    return { from: name, into: await here(), ...(await whatMergeChanges(repository, change, result.conflicts)) }
  }

  return {
    async create(name, from) {
      const { operation } = await operations.createBranch(name, { ...(from !== undefined && { at: from }) })
      return { answer: { ...(await branchReality(repository, name)), operation }, words: `${name}\n` }
    },
    async try(make, from) {
      const { result, operation } = await operations.try({ make, ...(from !== undefined && { at: from }) })
      const realities = []
      for (const { name } of result.branches) realities.push(await branchReality(repository, name))
      return { answer: { realities, operation }, words: realities.map(({ name }) => `${name}\n`).join('') }
    },
    async list() {
      const realities = await listBranchRealities(repository)
      const rows = realities.map(({ name, isCurrent, ahead, behind, status, hash, changedFiles }) => [
        isCurrent ? '*' : ' ',
        name,
        hash.slice(0, 8),
        isCurrent ? '' : `${ahead} ahead, ${behind} behind`,
        status === 'open' ? '' : status,
        changedFiles === 0 ? '' : `${changedFiles} changed`,
      ])
      return { answer: realities, words: printTable(rows).replace(/ +$/gm, '') }
    },
    async diff(name) {
      const { files } = await compareBranches(repository, [await need(name)])
      const differences = files.flatMap(({ path, isScene, cells }) =>
        cells.flatMap(cell => (cell === null ? [] : [{ path, isScene, ...cell }])),
      )
      return { answer: differences, words: printDifferences(differences) }
    },
    async compare(names, { run, timeoutMs, signal, onEvent }) {
      for (const name of names) await need(name)
      const matrix = await compareBranches(repository, names)
      if (run === null) return { answer: matrix, words: printMatrix(matrix) }
      const benches = names.map(name => ({
        id: name,
        name,
        writeInto: async (folder: string) => {
          const { hash } = await repository.commit(`refs/heads/${name}`)
          await repository.exportTree(hash, folder)
        },
      }))
      const outcomes = await outcomesOf(runInEach({ benches, command: run, timeoutMs, signal }), names, onEvent)
      const shown = new Map(names.map(name => [name, name]))
      const words = `${printMatrix(matrix)}\n${printOutcomes(outcomes, shown)}${printFailures(outcomes, shown)}`
      return { answer: { ...matrix, outcomes }, words, failed: countFailed(outcomes) }
    },
    async preview(name, strategy) {
      refuseStrategy(strategy)
      const preview = await mergePreview(name)
      return { answer: preview, words: printPreview(preview), contested: preview.contested }
    },
    async merge(name, strategy) {
      refuseStrategy(strategy)
      const into = await here()
      const { result, change, operation } = await operations.merge(await need(name), {})
      const { files, contested } = await whatMergeChanges(repository, change, result.conflicts)
      const answer = { from: name, into, status: 'done', files: files.length, contested, ...result, operation }
      return { answer, words: `${files.length} files merged, ${contested} to review\n`, contested }
    },
    async apply(name, drop, { strategy, isDryRun }) {
      refuseStrategy(strategy)
      const others = drop === 'rest' ? await operations.triedWith(await need(name)) : drop
      const into = await here()
      const dropped = []
      for (const other of others) {
        dropped.push({
          id: other,
          name: other,
          ...(await whatOnlyThere(repository, await need(other))),
          isDropped: !isDryRun,
        })
      }
      const { result, change, operation } = await operations.apply(await need(name), others, { isDryRun })
      const preview = { from: name, into, ...(await whatMergeChanges(repository, change, result.conflicts)) }
      const { hash, clean, conflicts } = result
      const merge = isDryRun ? null : { from: name, into, status: 'done', hash, clean, conflicts }
      const gone = dropped.map(each => `drop ${each.name}  (${each.commits} commits only there)\n`)
      return {
        answer: { merge, preview, dropped, operation },
        words: `${printPreview(preview)}${gone.join('')}`,
        contested: preview.contested,
      }
    },
    async undo() {
      const { result, operation } = await operations.undo()
      return { answer: { ...result, by: operation }, words: `Undone: ${result.operation} ${result.words}\n` }
    },
    async switch(name) {
      const { operation } = await operations.switch(await need(name), {})
      return { answer: { ...(await branchReality(repository, name)), operation }, words: `${name}\n` }
    },
    async drop(name, isDryRun) {
      const only = await whatOnlyThere(repository, await need(name))
      const { operation } = await operations.deleteBranch(name, { force: true, isDryRun })
      const lost = only.commits === 0 ? '' : `${only.commits} commits only there\n`
      return {
        answer: { ...only, isDropped: !isDryRun, operation },
        words: `${printDifferences(only.onlyThere)}${lost}`,
      }
    },
    async restore(name) {
      const gone = (await operations.operations())
        .flatMap(({ change }) => change.refs)
        .find(ref => ref.name === `refs/heads/${name}` && ref.after === null)
      if (gone?.before == null)
        throw new Failure(
          'NOT_FOUND',
          `No branch ${name} was dropped here.`,
          'weft repo operations lists what was done',
        )
      const { operation } = await operations.createBranch(name, { at: gone.before })
      return { answer: { ...(await branchReality(repository, name)), operation }, words: `${name}\n` }
    },
  }
}

function refuseStrategy(strategy: RealityMergeStrategy): void {
  if (strategy === 'auto') return
  throw badUse('Branches are merged with --strategy auto: ours stays where something met.', 'leave --strategy out')
}
