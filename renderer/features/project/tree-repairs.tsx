/** What met in the project's tree, above the files: a plain sentence and the one thing to do about it. */
import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { TreeRepair } from '../../../shared/contract/tree.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { fileWords } from '../../text/files.ts'
import { Button } from '../../ui/button.tsx'
import { doWithFiles } from './file-actions.ts'
import { canWrite } from './file-commands.ts'

export function TreeRepairs(): ReactElement | null {
  const context = useApp()
  const { app, notices } = context
  const repairs = useHost(view => view.tree?.repairs ?? none)
  if (repairs.length === 0) return null
  const mend = (repair: TreeRepair) => {
    const name = 'free' in repair ? repair.free : null
    doWithFiles(context, app.api.tree.mend({ id: repair.id, name })).catch((error: unknown) => notices.error(error))
  }
  return (
    <ul className="tree-repairs" aria-label={fileWords.repairs}>
      {repairs.map(repair => (
        <li key={`${repair.kind} ${repair.id}`} className="tree-repair">
          <TriangleAlert className="icon icon-small" aria-hidden />
          <span className="grow">{sentence(repair)}</span>
          <Button onPress={() => mend(repair)} isDisabled={!canWrite(context)}>
            {wayOut(repair)}
          </Button>
        </li>
      ))}
    </ul>
  )
}

const none: readonly TreeRepair[] = []

function sentence(repair: TreeRepair): string {
  switch (repair.kind) {
    case 'taken':
      return fileWords.taken(repair.name, repair.folder)
    case 'name':
      return fileWords.badNameShared(repair.name, repair.reason)
    case 'circle':
      return fileWords.circle(repair.name, repair.wanted, repair.path)
    case 'orphan':
      return fileWords.orphan(repair.name, repair.path)
    case 'unseen':
      return fileWords.unseen(repair.name, repair.files)
  }
}

function wayOut(repair: TreeRepair): string {
  if ('free' in repair) return fileWords.renameTo(repair.free)
  return repair.kind === 'unseen' ? fileWords.bringBack : fileWords.keep
}
