/** One property: its name, whether it is changed, its editor, and what met there. */
import { Braces, RotateCcw } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { pickClaim } from '../../../shared/scene/commands.ts'
import type { Contested } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openTab } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { Button } from '../../ui/button.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { useEditPlace } from './edit-place.ts'
import type { PropertyRow } from './model.ts'
import { RawEditor } from './raw-editor.tsx'
import { shortText } from './value-kinds.ts'

export function PropertyRowView(props: {
  readonly row: PropertyRow
  readonly isReadOnly: boolean
  /** null puts it back to its default. May throw. */
  readonly onCommit: (text: string | null) => void
  readonly onPreview?: (text: string | null) => void
}): ReactElement {
  const { row, onPreview } = props
  const { notices } = useApp()
  const { Value } = useEditPlace()
  const [isRaw, setRaw] = useState(false)
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const isReadOnly = props.isReadOnly || row.isReadOnly
  const commit = (text: string | null) => {
    try {
      // As Godot saves it: what equals the default, or what is inherited, is not written.
      props.onCommit(text === row.defaultText ? null : text)
    } catch (error) {
      notices.error(error)
    }
  }
  const revert = () => commit(null)
  const Editor = isRaw ? RawEditor : Value
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'raw',
      label: isRaw ? inspectorWords.notRaw : inspectorWords.raw,
      keys: 'Alt+T',
      icon: <Braces className="icon icon-small" aria-hidden />,
      run: () => setRaw(!isRaw),
    },
    {
      kind: 'item',
      id: 'revert',
      label: inspectorWords.revert(row.label),
      keys: 'Alt+Backspace',
      isDisabled: !row.isChanged || isReadOnly,
      run: revert,
    },
    {
      kind: 'item',
      id: 'copy',
      label: `${words.copy}: ${shortText(row.text)}`,
      run: () => void navigator.clipboard.writeText(row.text ?? '').catch((error: unknown) => notices.error(error)),
    },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside, on their way up.
    <div
      className="property"
      data-contested={row.contested !== null || undefined}
      onContextMenu={event => {
        event.preventDefault()
        setMenu({ x: event.clientX, y: event.clientY })
      }}
      onKeyDown={event => {
        if (!event.altKey) return
        if (event.key.toLowerCase() === 't') setRaw(!isRaw)
        else if (event.key === 'Backspace' && row.isChanged && !isReadOnly) revert()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <span className="property-dot">
        {row.isChanged && <span className="node-dot" role="img" aria-label={inspectorWords.changed} />}
      </span>
      <span
        className="property-label ellipsis"
        title={row.description === '' ? row.name : `${row.name}: ${row.description}`}
      >
        {row.label}
      </span>
      <div className="property-value">
        <Editor
          shape={row}
          label={row.label}
          text={row.text ?? (row.isChanged || row.defaultText === null ? row.text : row.defaultText)}
          source={row.source}
          isReadOnly={isReadOnly}
          onCommit={commit}
          onPreview={onPreview}
        />
        {row.contested !== null && <Claims contested={row.contested} label={row.label} isReadOnly={isReadOnly} />}
      </div>
      <span className="property-end">
        {row.isChanged && !isReadOnly && (
          <button
            type="button"
            className="icon-button property-revert"
            aria-label={inspectorWords.revert(row.label)}
            title={inspectorWords.revert(row.label)}
            onClick={revert}
          >
            <RotateCcw className="icon icon-small" aria-hidden />
          </button>
        )}
      </span>
      {menu !== null && <ContextMenu label={row.label} at={menu} entries={entries} onClose={() => setMenu(null)} />}
    </div>
  )
}

/** Both claims, each with who made it: a click settles it. */
function Claims({
  contested,
  label,
  isReadOnly,
}: {
  readonly contested: Contested
  readonly label: string
  readonly isReadOnly: boolean
}): ReactElement {
  const { shell, notices } = useApp()
  const { session } = useEditPlace()
  const claims = [contested.chosen, ...contested.others]
  const personOf = (writer: string) => session.document.people.get(writer) ?? { name: words.somebody, color: 0 }
  return (
    <fieldset className="claims" aria-label={inspectorWords.contested(label)}>
      <ContestedDisc
        colors={claims.map(claim => personOf(claim.writer).color)}
        label={inspectorWords.contested(label)}
      />
      {claims.map((claim, index) => {
        const { name, color } = personOf(claim.writer)
        return (
          <button
            key={claim.writer}
            type="button"
            className="claim"
            aria-pressed={index === 0}
            title={inspectorWords.use(name, claim.text ?? inspectorWords.empty)}
            disabled={isReadOnly}
            onClick={() => {
              try {
                pickClaim(session.editor, contested, claim.writer)
              } catch (error) {
                notices.error(error)
              }
            }}
          >
            <Initial name={name} color={color} />
            <span className="mono ellipsis">{shortText(claim.text)}</span>
          </button>
        )
      })}
      <Button kind="text" onPress={() => openTab(shell, 'review')}>
        {inspectorWords.review}
      </Button>
    </fieldset>
  )
}
