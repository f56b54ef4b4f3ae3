import type { Command } from 'commander'
import { failingWithTwo } from './failure.ts'
import type { FolderOptions } from './in-folder.ts'
import { changeJson, printChange, printNames } from './repo-changes.ts'
import { commitJson, openAround, printCommitHead, repoCommand } from './repo-folder.ts'

const help = `  weft repo show HEAD~2
  weft repo show v1.0 --json
  weft repo show HEAD:levels/harbor.tscn

A merge is compared with its first parent. REV:PATH prints the file as it was.
Exit code 0; 2: there is no such thing, or it could not be read.
`

interface Options extends FolderOptions {
  readonly nameStatus?: true
}

export function repoShowCommand(): Command {
  return repoCommand('show', 'show a commit and the files that it changed', help)
    .argument('[revision]', 'the commit', 'HEAD')
    .option('--name-status', 'only which files')
    .action((revision: string, options: Options) =>
      failingWithTwo(async () => {
        using repository = await openAround(options.C)
        const hash = await repository.resolve(revision)
        const object = await repository.readObject(hash)
        if (object.type === 'blob') {
          const text = options.json
            ? `${JSON.stringify({ hash, text: Buffer.from(object.bytes).toString('utf8') })}\n`
            : object.bytes
          process.stdout.write(text)
          return
        }
        const commit = await repository.commit(revision)
        const [parent] = commit.parents
        const from = parent === undefined ? ({ kind: 'empty' } as const) : ({ kind: 'tree', hash: parent } as const)
        const files = await repository.diff(from, { kind: 'tree', hash: commit.hash })
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ ...commitJson(commit), files: files.map(changeJson) })}\n`)
          return
        }
        process.stdout.write(printCommitHead(commit))
        if (options.nameStatus) process.stdout.write(printNames(files))
        else for (const file of files) process.stdout.write(await printChange(repository, file))
      }),
    )
}
