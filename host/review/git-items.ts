/** Git stands on another branch than the one the documents belong to: said as one item, until somebody decides. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import type { GitSwitch } from '../workspace/workspace.ts'

export function gitItems({ isPaused, branch }: GitSwitch): ReviewItem[] {
  if (!isPaused) return []
  const name = branch?.replace(/^refs\/heads\//, '') ?? 'another commit'
  return [
    {
      id: `${TREE_DOCUMENT}|git|switch`,
      file: 'res://',
      document: TREE_DOCUMENT,
      kind: 'file',
      node: name,
      nodeId: null,
      property: null,
      text: `Git is on ${name} now. Weft leaves the files alone until you say what they are.`,
      choices: [
        ...(branch?.startsWith('refs/heads/') ? [switchChoice(name)] : []),
        {
          id: 'accept',
          label: 'Take its files in as edits',
          detail: 'For everybody who shares this workspace',
          inUse: false,
          author: null,
        },
        {
          id: 'stay',
          label: 'Wait for the former branch',
          detail: 'Files and documents rest until Git is back',
          inUse: true,
          author: null,
        },
      ],
    },
  ]
}

/** RTY18. Done by whoever can open the workspace again: host/api/review.ts. */
export const SWITCH_CHOICE = 'switch'

export function isGitItem(id: string): boolean {
  return id === `${TREE_DOCUMENT}|git|switch`
}

function switchChoice(name: string): ReviewItem['choices'][number] {
  return {
    id: SWITCH_CHOICE,
    label: `Go to the reality of ${name}`,
    detail: 'Its files are taken in there; this reality keeps what it has',
    inUse: false,
    author: null,
  }
}

export async function gitChoice(git: GitSwitch, choice: string): Promise<void> {
  if (choice === 'accept') await git.acceptAsEdits()
  else if (choice === 'stay') git.stay()
  else throw new AppError('NOT_FOUND', 'There is no such choice.')
}
