/** Several people replaced one file: all versions side by side, and the choice. The others stay until it is made. */
import type { ReactElement } from 'react'
import type { MediaFacts } from '../../../shared/contract/media.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { fileWords } from '../../text/files.ts'
import { Button } from '../../ui/button.tsx'
import { Thumbnail } from './picture.tsx'
import { useMediaFacts } from './use-media.ts'
import './media.css'

export function Contested({ facts, name }: { readonly facts: MediaFacts; readonly name: string }): ReactElement {
  const { app, notices } = useApp()
  const item = useHost(
    ({ review }) =>
      review?.find(each => each.kind === 'file' && each.file === facts.path && each.choices.length > 0) ?? null,
  )
  const choose = (choice: string) => {
    if (item === null) return
    app.api.review.choose({ id: item.id, choice }).catch((error: unknown) => notices.error(error))
  }
  return (
    <section className="media-contested" aria-label={fileWords.contested(name)}>
      <p className="panel-title">{fileWords.contested(name)}</p>
      <Versions facts={facts} name={name}>
        {hash => (
          <Button onPress={() => choose(hash)} isDisabled={item === null}>
            {hash === facts.hash ? fileWords.keepThis : fileWords.useThis}
          </Button>
        )}
      </Versions>
    </section>
  )
}

function Versions(props: {
  readonly facts: MediaFacts
  readonly name: string
  readonly children: (hash: string) => ReactElement | null
}): ReactElement {
  const { facts, name, children } = props
  return (
    <ul className="media-versions">
      {[facts, ...facts.others].map(({ hash, mime, sizeBytes, isHere }, index) => (
        <li key={hash} className="media-version">
          {isHere && mime?.startsWith('image/') === true && <Thumbnail hash={hash} mime={mime} name={name} />}
          <span className="second">
            {index === 0 ? fileWords.inUse : fileWords.other}, {fileWords.bytes(sizeBytes)}
            {isHere ? '' : `, ${fileWords.onItsWay}`}
          </span>
          {children(hash)}
        </li>
      ))}
    </ul>
  )
}

/** The same versions within the review list, which has the choices itself. */
export function ContestedPreview({ path }: { readonly path: string }): ReactElement | null {
  const asked = useMediaFacts(path)
  if (asked === null || 'error' in asked || asked.value.others.length === 0) return null
  return (
    <Versions facts={asked.value} name={path}>
      {() => null}
    </Versions>
  )
}
