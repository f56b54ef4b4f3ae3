/** An image on a checkerboard: fitted, or as many times its size as asked for; each pixel is seen. */
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { fileWords } from '../../text/files.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { useBytes } from './use-media.ts'

const SMALLEST = 1 / 16
const LARGEST = 64

export function Picture(props: {
  readonly hash: string
  readonly mime: string
  readonly name: string
  readonly pixels: { readonly width: number; readonly height: number } | null
}): ReactElement {
  const { hash, mime, name, pixels } = props
  const bytes = useBytes(hash, mime)
  const box = useRef<HTMLDivElement>(null)
  /** null: fitted. */
  const [zoom, setZoom] = useState<number | null>(null)
  const by = (factor: number) => setZoom(now => Math.min(LARGEST, Math.max(SMALLEST, (now ?? 1) * factor)))
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      setZoom(now => Math.min(LARGEST, Math.max(SMALLEST, (now ?? 1) * (event.deltaY < 0 ? 1.25 : 0.8))))
    }
    // Not passive: the page itself must not zoom.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [])
  const size = zoom === null || pixels === null ? null : { width: pixels.width * zoom, height: pixels.height * zoom }
  return (
    <div className="media-stage">
      <div className="media-tools">
        <IconButton icon={<ZoomOut className="icon" aria-hidden />} label={fileWords.zoomOut} onPress={() => by(0.5)} />
        <span className="mono second media-zoom">{zoom === null ? fileWords.fit : `${Math.round(zoom * 100)} %`}</span>
        <IconButton icon={<ZoomIn className="icon" aria-hidden />} label={fileWords.zoomIn} onPress={() => by(2)} />
        <IconButton
          icon={<Maximize className="icon" aria-hidden />}
          label={fileWords.fit}
          isOn={zoom === null}
          onPress={() => setZoom(null)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard. */}
      <section ref={box} className="media-canvas" aria-label={name} tabIndex={0}>
        {'url' in bytes ? (
          <img
            className={`media-image ${size === null ? 'media-fit' : ''}`}
            src={bytes.url}
            alt={name}
            style={size ?? {}}
          />
        ) : 'error' in bytes ? (
          <Empty>{bytes.error}</Empty>
        ) : (
          <progress value={bytes.done} aria-label={fileWords.textLoading} />
        )}
      </section>
    </div>
  )
}

/** Small, beside another to choose from. */
export function Thumbnail(props: {
  readonly hash: string
  readonly mime: string
  readonly name: string
}): ReactElement {
  const bytes = useBytes(props.hash, props.mime)
  return (
    <span className="media-thumbnail">
      {'url' in bytes && <img src={bytes.url} alt={props.name} draggable={false} />}
    </span>
  )
}
