import type { Command } from 'commander'
import type { BlamedThing, BlameLine, BlameSide, Repository } from '../host/git/engine.ts'
import { isoDate, type Signature } from '../shared/repo/git-object.ts'
import { failingWithTwo } from './failure.ts'
import type { FolderOptions } from './in-folder.ts'
import { printTable } from './print-table.ts'
import { openAround, pathInRepository, personJson, repoCommand } from './repo-folder.ts'

const help = `  weft repo blame levels/harbor.gd
  weft repo blame levels/harbor.tscn HEAD~5 --json
  weft repo blame levels/harbor.tscn --nodes

Without a revision the file of the folder is meant; lines that are in no commit have a hash of zeros. With --nodes a
scene is told by node and property, as of the revision or HEAD. Renames are followed.
Exit code 0; 2: there is no such file, or it could not be read.
`

interface Options extends FolderOptions {
  readonly nodes?: true
}

export function repoBlameCommand(): Command {
  return repoCommand('blame', 'say who last changed each line of a file, or each property of a scene', help)
    .argument('<file>', 'the file')
    .argument('[revision]', 'as it is there')
    .option('--nodes', 'of a scene: by node, its name, place and properties')
    .action((file: string, revision: string | undefined, options: Options) =>
      failingWithTwo(async () => {
        using repository = await openAround(options.C)
        const path = pathInRepository(repository, options.C, file)
        const text = options.nodes
          ? await blameNodes(repository, path, revision ?? 'HEAD', options.json === true)
          : await blameLines(repository, path, revision, options.json === true)
        process.stdout.write(text)
      }),
    )
}

async function blameLines(
  repository: Repository,
  path: string,
  revision: string | undefined,
  isJson: boolean,
): Promise<string> {
  const isBare = repository.folder === null
  const from: BlameSide =
    revision === undefined && !isBare
      ? { kind: 'folder' }
      : { kind: 'commit', hash: (await repository.commit(revision ?? 'HEAD')).hash }
  const lines = await repository.blame(path, from)
  return isJson ? `${JSON.stringify({ lines: lines.map(lineJson) })}\n` : printTable(lines.map(lineRow))
}

function lineJson({ line, hash, author, text, path }: BlameLine): object {
  return { line, hash, ...whoJson(author), text, path }
}

function lineRow({ line, hash, author, text }: BlameLine): string[] {
  return [hash.slice(0, 10), ...whoRow(author), `${line}: ${text}`]
}

async function blameNodes(repository: Repository, path: string, revision: string, isJson: boolean): Promise<string> {
  const things = await repository.blameScene(path, (await repository.commit(revision)).hash)
  return isJson ? `${JSON.stringify({ nodes: things.map(thingJson) })}\n` : printTable(things.map(thingRow))
}

function thingJson({ what, node, property, hash, author }: BlamedThing): object {
  return { what, node, property, hash, ...whoJson(author) }
}

function thingRow({ what, node, property, hash, author }: BlamedThing): string[] {
  const name = what === 'property' ? `  ${node}.${property}` : what === 'node' ? node : `  ${node} (${what})`
  return [hash.slice(0, 10), ...whoRow(author), name]
}

function whoJson(author: Signature | null): object {
  return author === null ? { author: null, date: null } : { author: personJson(author), date: isoDate(author) }
}

function whoRow(author: Signature | null): string[] {
  return author === null ? ['not committed', ''] : [author.name, isoDate(author).slice(0, 10)]
}
