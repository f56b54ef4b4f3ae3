/** A picture before and after, side by side on a checkerboard. */
import { type ReactElement, useEffect, useState } from 'react'
import type { RepoSide } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { GitFilePair } from '../../commands/git-view.ts'
import type { ApiClient } from '../../session/host-link.ts'
import { fileWords } from '../../text/files.ts'
import { repoWords } from '../../text/repo.ts'

export function PicturePair(props: {
  readonly pair: GitFilePair
  readonly labels: { readonly from: string; readonly to: string }
}): ReactElement {
  const { pair, labels } = props
  return (
    <div className="diff-pictures">
      <Picture side={pair.old} path={pair.from ?? pair.path} label={labels.from} />
      <Picture side={pair.new} path={pair.path} label={labels.to} />
    </div>
  )
}

type Shown = { readonly url: string; readonly bytes: number } | 'absent' | { readonly error: string } | null

function Picture(props: { readonly side: RepoSide; readonly path: string; readonly label: string }): ReactElement {
  const { side, path, label } = props
  const { app } = useApp()
  const [shown, setShown] = useState<Shown>(null)
  const key = JSON.stringify(side)
  useEffect(() => {
    const own = new AbortController()
    let url: string | null = null
    readBytes(app.api, JSON.parse(key) as RepoSide, path, own.signal).then(
      blob => {
        if (own.signal.aborted) return
        url = blob === null ? null : URL.createObjectURL(blob)
        setShown(blob === null || url === null ? 'absent' : { url, bytes: blob.size })
      },
      (error: unknown) =>
        own.signal.aborted || setShown({ error: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      own.abort()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [app, key, path])
  return (
    <figure>
      <div className="diff-picture checkerboard">
        {shown === 'absent' ? (
          <span className="second">{repoWords.diff.absent}</span>
        ) : shown === null ? null : 'error' in shown ? (
          <span className="second">{shown.error}</span>
        ) : (
          <img src={shown.url} alt={`${path}, ${label}`} draggable={false} />
        )}
      </div>
      <figcaption>
        {label}
        {shown !== null && typeof shown === 'object' && 'bytes' in shown ? `, ${fileWords.bytes(shown.bytes)}` : ''}
      </figcaption>
    </figure>
  )
}

/** null where that side has no such file. */
async function readBytes(api: ApiClient, side: RepoSide, path: string, signal: AbortSignal): Promise<Blob | null> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const piece: { base64: string; next: number | null } | null = await api.repo.bytes(
      { side, path, offset },
      { signal },
    )
    if (piece === null) return null
    parts.push(Uint8Array.from(atob(piece.base64), letter => letter.charCodeAt(0)))
    offset = piece.next
  }
  const type = /\.svg$/i.test(path) ? 'image/svg+xml' : ''
  return new Blob(parts, { type })
}
