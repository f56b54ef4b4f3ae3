/** A file that is no text: seen, heard, or told about; and where it is used. */
import { type ReactElement, useState } from 'react'
import type { MediaFacts } from '../../../shared/contract/media.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { fileWords } from '../../text/files.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { Contested } from './contested.tsx'
import { Picture } from './picture.tsx'
import { useBytes, useMediaFacts } from './use-media.ts'
import './media.css'

export function Media({ path }: { readonly path: string }): ReactElement {
  const asked = useMediaFacts(path)
  if (asked === null) return <Skeleton label={fileWords.textLoading} widths={[60]} />
  if ('error' in asked) return <Empty>{asked.error}</Empty>
  const facts = asked.value
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    <div className="media">
      {facts.others.length > 0 && <Contested facts={facts} name={name} />}
      <div className="media-body">
        <Content facts={facts} name={name} />
      </div>
      <Facts facts={facts} />
    </div>
  )
}

function Content({ facts, name }: { readonly facts: MediaFacts; readonly name: string }): ReactElement {
  const { hash, mime, pixels, isHere } = facts
  if (!isHere) return <OnItsWay />
  if (mime?.startsWith('image/') === true) return <Picture hash={hash} mime={mime} name={name} pixels={pixels} />
  if (mime?.startsWith('audio/') === true) return <Sound hash={hash} mime={mime} name={name} />
  return <Empty>{fileWords.cannotShow}</Empty>
}

/** How far all that is fetched is: what this file waits for is among it. */
function OnItsWay(): ReactElement {
  const progress = useHost(({ app }) => app?.workspace?.progress ?? null)
  return (
    <div className="media-waiting">
      <p>{fileWords.onItsWay}</p>
      {progress !== null && <progress value={progress.done} max={progress.total} aria-label={progress.label} />}
    </div>
  )
}

function Sound(props: { readonly hash: string; readonly mime: string; readonly name: string }): ReactElement {
  const bytes = useBytes(props.hash, props.mime)
  const [seconds, setSeconds] = useState<number | null>(null)
  if ('error' in bytes) return <Empty>{bytes.error}</Empty>
  if (!('url' in bytes))
    return <progress className="media-loading" value={bytes.done} aria-label={fileWords.textLoading} />
  return (
    <div className="media-waiting">
      {/* biome-ignore lint/a11y/useMediaCaption: sounds of a game have no words to show. */}
      <audio
        controls
        src={bytes.url}
        aria-label={props.name}
        onLoadedMetadata={event => setSeconds(event.currentTarget.duration)}
      />
      {seconds !== null && Number.isFinite(seconds) && <p className="second">{fileWords.seconds(seconds)}</p>}
    </div>
  )
}

function Facts({ facts }: { readonly facts: MediaFacts }): ReactElement {
  const { shell } = useApp()
  const { sizeBytes, pixels, mime, hash, usedBy } = facts
  return (
    <dl className="media-facts">
      <dt>{fileWords.size}</dt>
      <dd>
        {fileWords.bytes(sizeBytes)}
        {pixels === null ? '' : `, ${pixels.width} × ${pixels.height}`}
        {mime === null ? '' : `, ${mime}`}
      </dd>
      <dt>{fileWords.hash}</dt>
      <dd className="mono ellipsis" title={hash}>
        {hash}
      </dd>
      <dt>{fileWords.usedBy}</dt>
      <dd>
        {usedBy.length === 0 && fileWords.unused}
        {usedBy.map(path => (
          <button
            key={path}
            type="button"
            className="link mono"
            onClick={() => openTab(shell, /\.(?:tscn|tres)$/.test(path) ? 'scene' : 'text', path)}
          >
            {path}
          </button>
        ))}
      </dd>
    </dl>
  )
}
