/** What changed in one node, old and new value one above the other, each with its way back. */
import { Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { parseVariant } from '../../../shared/scene/codec/variant.ts'
import { readableReference } from '../../../shared/scene/diff/node-changes.ts'
import type { PartChange, SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { FileModel } from '../../../shared/scene/file-model.ts'
import { compareWords as words } from '../../text/compare.ts'
import { IconButton } from '../../ui/button.tsx'
import { toCss } from '../../ui/colour.ts'
import { ChangeIcon } from '../node-icon/index.ts'
import { signOfKind } from '../scene-changes/index.ts'
import { canPutBack, titleOf } from './change-look.ts'

export interface ChangeDetailsProps {
  readonly changes: readonly SceneChange[]
  readonly models: { readonly from: FileModel; readonly to: FileModel }
  /** null where nothing can be put back. */
  readonly onPutBack: ((change: SceneChange) => void) | null
}

export function ChangeDetails({ changes, models, onPutBack }: ChangeDetailsProps): ReactElement {
  return (
    <ul className="compare-changes" aria-label={words.details}>
      {changes.map(change => (
        <li key={change.id} className="compare-change">
          <div className="compare-change-head">
            <ChangeIcon kind={signOfKind(change.kind)} label={words.signs[signOfKind(change.kind)]} />
            <span className={change.kind === 'property-changed' ? 'mono grow ellipsis' : 'grow ellipsis'}>
              {titleOf(change)}
            </span>
            {onPutBack !== null && canPutBack(change) && (
              <IconButton
                icon={<Undo2 className="icon icon-small" aria-hidden />}
                label={words.putBackLabel(titleOf(change))}
                onPress={() => onPutBack(change)}
              />
            )}
          </div>
          <Values change={change} models={models} />
        </li>
      ))}
    </ul>
  )
}

function Values({ change, models }: Pick<ChangeDetailsProps, 'models'> & { readonly change: SceneChange }) {
  const { kind, from, to, parts, property } = change
  if (kind === 'group-added' || kind === 'group-removed') return null
  if (kind === 'node-reordered') return <p className="compare-lines second">{words.place(from ?? '0', to ?? '0')}</p>
  if (parts !== null && parts.length > 0 && (from !== null || to !== null)) {
    return <Parts parts={parts} isCells={property === 'tile_map_data'} models={models} />
  }
  const isFollowing = kind === 'resource-added' || kind === 'resource-removed'
  return (
    <div className="compare-lines">
      {(from !== null || isValue(change)) && <Value sign="removed" text={from} model={models.from} />}
      {(to !== null || isValue(change)) && <Value sign="added" text={to} model={models.to} />}
      {isFollowing && <p className="meta">{words.follows}</p>}
    </div>
  )
}

function isValue({ kind }: SceneChange): boolean {
  return kind === 'property-changed' || kind === 'resource-changed'
}

const PARTS_SHOWN = 6

function Parts(props: {
  readonly parts: readonly PartChange[]
  readonly isCells: boolean
  readonly models: ChangeDetailsProps['models']
}): ReactElement {
  const { parts, isCells, models } = props
  return (
    <div className="compare-lines">
      <p className="second">{isCells ? words.cells(parts.length) : words.parts(parts.length)}</p>
      {parts.slice(0, PARTS_SHOWN).map(({ part, from, to }) => (
        <div key={part} className="compare-part">
          <span className="mono second ellipsis">{part}</span>
          <div>
            {from !== null && <Value sign="removed" text={from} model={models.from} />}
            {to !== null && <Value sign="added" text={to} model={models.to} />}
          </div>
        </div>
      ))}
      {parts.length > PARTS_SHOWN && <p className="meta">{words.more(parts.length - PARTS_SHOWN)}</p>}
    </div>
  )
}

function Value(props: {
  readonly sign: 'added' | 'removed'
  readonly text: string | null
  readonly model: FileModel
}): ReactElement {
  const { sign, text, model } = props
  const colour = text === null ? null : colourOf(text)
  return (
    <p className="compare-value" data-sign={sign}>
      <span aria-hidden className="compare-sign">
        {sign === 'added' ? '+' : '−'}
      </span>
      {colour !== null && <span aria-hidden className="compare-swatch" style={{ background: colour }} />}
      <span className={text === null ? 'second' : 'mono compare-text'}>
        {text === null ? words.unset : readableReference(model, text)}
      </span>
    </p>
  )
}

function colourOf(text: string): string | null {
  if (!text.startsWith('Color(')) return null
  const parsed = parseVariant(text, 3)
  if (!parsed.ok || parsed.value.type !== 'Color') return null
  const [red = 0, green = 0, blue = 0, alpha = 1] = parsed.value.components
  return toCss([red, green, blue, alpha])
}
