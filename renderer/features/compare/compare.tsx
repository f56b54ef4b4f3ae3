/** Two states of a scene compared: which two, and what becomes of asking. */
import { type ReactElement, useState } from 'react'
import type { ComparableState } from '../../../shared/contract/compare.ts'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { compareWords as words } from '../../text/compare.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ComparedPair } from './compared-pair.tsx'
import { labelOf, StatePickers } from './state-pickers.tsx'
import { useStates } from './use-compared.ts'
import './compare.css'

const NOW: StateRef = { kind: 'now' }

interface Pair {
  readonly from: StateRef | null
  readonly to: StateRef | null
}

/** At first the last commit and now. */
export function Compare({ path }: { readonly path: string }): ReactElement {
  const states = useStates(path)
  const [chosen, setChosen] = useState<Pair | null>(null)
  const first = states?.find(state => state.ref.kind !== 'now')?.ref ?? null
  const { from, to } = chosen ?? { from: first, to: NOW }
  if (states === null) return <Skeleton label={words.loading} widths={[60, 40, 80, 50]} />
  return (
    <div className="compare">
      <StatePickers
        path={path}
        states={states}
        from={from}
        to={to}
        onChange={(nextFrom, nextTo) => setChosen({ from: nextFrom, to: nextTo })}
      />
      {from === null || to === null ? (
        <Empty>{words.noOther}</Empty>
      ) : (
        <ComparedPair path={path} from={from} to={to} labels={{ from: nameOf(from, states), to: nameOf(to, states) }} />
      )}
    </div>
  )
}

function nameOf(ref: StateRef, states: readonly ComparableState[]): string {
  if (ref.kind === 'now') return words.now
  if (ref.kind === 'file') return words.otherFile(ref.path)
  const known = states.find(state => JSON.stringify(state.ref) === JSON.stringify(ref))
  return known === undefined ? words.otherState : labelOf(known)
}
