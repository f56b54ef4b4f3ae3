/** The reality that goes with a branch: what is only there, and the choice to keep it. (RTY21) */
import type { ReactElement } from 'react'
import type { RepoOutcome } from '../../../shared/contract/repo-data.ts'
import { settleWords } from '../../text/repo-settle.ts'
import { CheckField } from '../../ui/choice.tsx'

const words = settleWords.reality

export function RealityAlong(props: {
  readonly outcome: RepoOutcome
  readonly keeps: boolean
  readonly onChange: (keeps: boolean) => void
}): ReactElement | null {
  const { outcome, keeps, onChange } = props
  const { reality } = outcome
  if (reality === undefined && !keeps) return null
  return (
    <>
      {reality !== undefined && <p className="second">{words.goes(reality.name, reality.onlyThere.length)}</p>}
      {reality !== undefined && reality.onlyThere.length > 0 && (
        <p className="meta ellipsis">{reality.onlyThere.map(({ path }) => path).join(', ')}</p>
      )}
      <CheckField label={words.keep} isOn={keeps} onChange={onChange}>
        {words.keep}
      </CheckField>
    </>
  )
}
