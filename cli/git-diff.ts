/**
 * What `git diff` calls for scenes: Git's protocol for external diffs gives the path, then file, hash and mode of the
 * old side and of the new one. (DIFF11)
 */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { printSceneDiff } from './print-scene-diff.ts'
import { diffBytes } from './scene-source.ts'

const example = `
Git calls this with: path old-file old-hex old-mode new-file new-hex new-mode. It ends with 0 whatever happens.

Example:
  weft git diff-driver levels/harbor.tscn /tmp/old.tscn 1a2b3c4 100644 levels/harbor.tscn 5d6e7f8 100644
`

export function gitDiffCommand(): Command {
  return new Command('diff-driver')
    .description('what git diff calls for scenes')
    .argument('<path>', 'the file, from the top of the repository')
    .argument('[sides...]', 'file, hash and mode of the old side, then of the new one')
    .addHelpText('after', example)
    .action(async (path: string, [old, , , now]: string[]) => {
      // Git calls with the path alone for a file that is not merged yet.
      if (old === undefined || now === undefined) process.stdout.write(`* Unmerged path ${path}\n`)
      else process.stdout.write((await sceneDiff(path, old, now)) ?? textDiff(path, old, now))
    })
}

/** Null where one of them is no scene: a file that is new, deleted, or in the middle of a conflict. */
async function sceneDiff(path: string, old: string, now: string): Promise<string | null> {
  try {
    const diff = diffBytes({ name: path, bytes: await readFile(old) }, { name: path, bytes: await readFile(now) })
    return `scene diff a/${path} b/${path}\n${printSceneDiff(diff, isColoured())}`
  } catch {
    // Whatever it is: Git's own comparison of the text says more than an error would.
    return null
  }
}

/** Git itself, told to call nobody; the copies it made go by the name of the file. */
function textDiff(path: string, old: string, now: string): string {
  const colour = isColoured() ? '--color=always' : '--color=never'
  const args = ['diff', '--no-index', '--no-ext-diff', '--no-textconv', colour, '--', old, now]
  const { stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  const at = stdout.indexOf('\n@@')
  const head = at < 0 ? stdout.length : at
  const named = (side: string, file: string) => (text: string) =>
    file === '/dev/null' ? text : text.replaceAll(`${side}/${file.replace(/^\//, '')}`, `${side}/${path}`)
  return named('b', now)(named('a', old)(stdout.slice(0, head))) + stdout.slice(head)
}

/** Git's pager takes colours. */
function isColoured(): boolean {
  return process.env.NO_COLOR === undefined && (process.stdout.isTTY || process.env.GIT_PAGER_IN_USE === 'true')
}
