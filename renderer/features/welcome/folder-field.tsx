/** A folder: typed, or chosen by going through the folders of the host's computer. */
import { ChevronUp, Folder, FolderCog } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { FolderListing } from '../../../shared/contract/data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/layout.tsx'

export function FolderField(props: {
  readonly label: string
  readonly value: string
  /** Where to begin while nothing is chosen. */
  readonly start: string
  readonly onChange: (folder: string) => void
  readonly onListing?: (listing: FolderListing | null) => void
}): ReactElement {
  const { label, value, start, onChange, onListing } = props
  const [isOpen, setOpen] = useState(onListing !== undefined)
  return (
    <div className="labelled">
      <div className="labelled-row">
        <input
          className="field field-large"
          aria-label={label}
          placeholder={label}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={event => onChange(event.target.value)}
        />
        {!isOpen && <Button onPress={() => setOpen(true)}>{words.welcome.chooseFolder}</Button>}
      </div>
      {isOpen && (
        <FolderList folder={value === '' ? start : value} onChoose={onChange} {...(onListing ? { onListing } : {})} />
      )}
    </div>
  )
}

function FolderList(props: {
  readonly folder: string
  readonly onChoose: (folder: string) => void
  readonly onListing?: (listing: FolderListing | null) => void
}): ReactElement {
  const { folder, onChoose, onListing } = props
  const { app } = useApp()
  const [listing, setListing] = useState<FolderListing | null>(null)
  useEffect(() => {
    let isCurrent = true
    app.api.app.browse({ folder }).then(
      found => {
        if (!isCurrent) return
        setListing(found)
        onListing?.(found)
      },
      // A path that is being typed leads nowhere yet; the last listing stays.
      () => isCurrent && onListing?.(null),
    )
    return () => {
      isCurrent = false
    }
  }, [app, folder, onListing])
  if (listing === null) return <Skeleton label={words.folders.list} widths={[60, 45, 70]} />
  return (
    <div className="folder-list">
      <div className="labelled-row">
        <IconButton
          icon={<ChevronUp className="icon" aria-hidden />}
          label={words.folders.up}
          isDisabled={listing.parent === null}
          onPress={() => listing.parent !== null && onChoose(listing.parent)}
        />
        <span className="mono ellipsis grow">{listing.folder}</span>
      </div>
      <ul aria-label={words.folders.list} className="folder-items">
        {listing.folders.map(({ name, folder: path, isProject }) => (
          <li key={path}>
            <button type="button" className="welcome-recent-item" onClick={() => onChoose(path)}>
              {isProject ? <FolderCog className="icon" aria-hidden /> : <Folder className="icon second" aria-hidden />}
              <span>{name}</span>
              {isProject && <span className="meta">{words.folders.project}</span>}
            </button>
          </li>
        ))}
      </ul>
      {listing.folders.length === 0 && <p className="empty-inline">{words.folders.none}</p>}
    </div>
  )
}
