/** Who last changed what in a file of the project; asked for again when the file is written or the history moves. */
import { useMemo } from 'react'
import type { RepoBlame, RepoCommit } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { Call } from '../../session/use-call.ts'
import { repositoryPath, useOpenRepo, useRepoCall } from '../git-operations/index.ts'

/** `path` is `res://…`. Nothing is asked while `isOn` is false, or before there is a commit. */
export function useBlame(path: string, isOn: boolean): Call<RepoBlame> {
  const { app } = useApp()
  const repo = useOpenRepo()
  const written = useHost(view => view.app?.workspace?.lastWrittenAt ?? null)
  const head = repo?.head.hash ?? null
  const prefix = repo?.prefix ?? ''
  const asked = isOn && head !== null
  const key = useMemo(() => ({ path, asked, head, prefix, written }), [path, asked, head, prefix, written])
  return useRepoCall(
    asked ? signal => app.api.repo.blame({ path: repositoryPath(path, prefix) }, { signal }) : null,
    key,
  )
}

export function commitsByHash({ commits }: RepoBlame): ReadonlyMap<string, RepoCommit> {
  return new Map(commits.map(commit => [commit.hash, commit]))
}
