/** One file in one reality: what became of it, and of a scene how many nodes. */
import type { ReactElement } from 'react'
import type { MatrixCell, MatrixRow } from '../../../shared/contract/side-by-side.ts'
import { historyWords } from '../../text/history.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { ChangeIcon } from '../node-icon/index.ts'

export function shownPath(path: string): string {
  return path.startsWith('res://') ? path.slice('res://'.length) : path
}

export function CellContent(props: {
  readonly file: MatrixRow
  readonly cell: MatrixCell | null
  readonly reality: string
}): ReactElement {
  const { file, cell, reality } = props
  if (cell === null) {
    return (
      <span className="matrix-none" title={words.cell(shownPath(file.path), reality, words.same)}>
        ·
      </span>
    )
  }
  const kind = historyWords.changes.kinds[cell.kind]
  if (cell.kind !== 'changed' || !file.isScene) return <ChangeIcon kind={cell.kind} label={kind} />
  const { added, removed, changed } = cell
  const counts = { added, removed, changed }
  if (added + removed + changed === 0) return <ChangeIcon kind="changed" label={kind} />
  return (
    <span className="matrix-counts" title={words.nodes(added, removed, changed)}>
      {(['added', 'removed', 'changed'] as const).map(each =>
        counts[each] === 0 ? null : (
          <span key={each} className="changes-count">
            <ChangeIcon kind={each} label={historyWords.changes.kinds[each]} /> {counts[each]}
          </span>
        ),
      )}
    </span>
  )
}
