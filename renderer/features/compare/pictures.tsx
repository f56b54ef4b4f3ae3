/** The outlines of both states, side by side or one over the other, with what changed standing out. */
import { type ReactElement, useMemo, useState } from 'react'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { compareWords as words } from '../../text/compare.ts'
import { Segmented } from '../../ui/choice.tsx'
import { createPictureView, OutlinePicture, type PictureMark } from '../outline/index.ts'
import { signOf } from '../scene-changes/index.ts'

export interface PicturesProps {
  readonly comparison: Comparison
  readonly changes: ReadonlyMap<string, readonly SceneChange[]>
  readonly session: SceneSession
  readonly labels: { readonly from: string; readonly to: string }
  /** There is nothing before it. */
  readonly isNew: boolean
  readonly selected: string | null
  readonly onSelect: (node: string) => void
}

type Way = 'beside' | 'over'

export function Pictures(props: PicturesProps): ReactElement {
  const { comparison, changes, session, labels, isNew, selected, onSelect } = props
  const [way, setWay] = useState<Way>('beside')
  const [view] = useState(createPictureView)
  const scenes = useMemo(() => comparison.scenes(), [comparison])
  const marks = useMemo(() => marksOf(changes), [changes])
  const carriers = useMemo(() => carriersOf(changes), [changes])
  const common = {
    around: session,
    view,
    marks,
    carriers,
    selected: selected as NodeId | null,
    onSelect: (node: NodeId | null) => {
      if (node !== null) onSelect(node)
    },
  }
  return (
    <section className="compare-pictures" aria-label={words.pictures}>
      <div className="compare-pictures-head">
        <h3 className="panel-title grow">{words.pictures}</h3>
        {!isNew && (
          <Segmented
            label={words.pictures}
            value={way}
            options={[
              { value: 'beside', label: words.sideBySide },
              { value: 'over', label: words.overlay },
            ]}
            onChange={next => {
              setWay(next)
              // Fitted anew: the canvases have another size.
              view.setState({ zoom: null })
            }}
          />
        )}
      </div>
      <div className="compare-canvases">
        {isNew ? (
          <figure>
            <OutlinePicture {...common} scene={scenes.to} label={words.pictureOf(labels.to)} />
          </figure>
        ) : way === 'over' ? (
          <figure>
            <OutlinePicture
              {...common}
              scene={scenes.to}
              shadow={scenes.from}
              label={words.pictureOf(`${labels.from} → ${labels.to}`)}
            />
          </figure>
        ) : (
          <>
            <figure>
              <OutlinePicture {...common} scene={scenes.from} label={words.pictureOf(labels.from)} />
              <figcaption className="ellipsis">{labels.from}</figcaption>
            </figure>
            <figure>
              <OutlinePicture {...common} scene={scenes.to} label={words.pictureOf(labels.to)} />
              <figcaption className="ellipsis">{labels.to}</figcaption>
            </figure>
          </>
        )}
      </div>
    </section>
  )
}

/** What says where a node and all that hangs on it stand. */
const PLACES = /^(?:position|rotation|scale|skew|transform|offset_.+|anchor_.+|rotation_.+)$/

function carriersOf(changes: ReadonlyMap<string, readonly SceneChange[]>): ReadonlySet<string> {
  const isPlaced = ({ kind, property }: SceneChange) =>
    kind === 'node-added' || kind === 'node-removed' || kind === 'node-moved' || PLACES.test(property ?? '')
  return new Set([...changes].filter(([, of]) => of.some(isPlaced)).map(([node]) => node))
}

function marksOf(changes: ReadonlyMap<string, readonly SceneChange[]>): ReadonlyMap<string, PictureMark> {
  const marks = new Map<string, PictureMark>()
  for (const [node, of] of changes) {
    const sign = signOf(of)
    if (node !== '' && sign !== null) marks.set(node, sign)
  }
  return marks
}
