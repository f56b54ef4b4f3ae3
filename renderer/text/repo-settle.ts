/** Words for what Git began and did not finish, in English. */
import type { RepoUnderWay } from '../../shared/contract/repo-settle.ts'
import { repoWords } from './repo.ts'

type Kind = RepoUnderWay['kind']

const names: Readonly<Record<NonNullable<Kind>, string>> = {
  merge: 'merge',
  rebase: 'rebase',
  'cherry-pick': 'cherry-pick',
  revert: 'revert',
  am: 'series of patches',
}

const files = (count: number) => repoWords.many(count, 'file')

export const settleWords = {
  name: (kind: Kind) => (kind === null ? 'merge' : names[kind]),
  strip: (kind: Kind, contested: number) => {
    const what = kind === null ? 'Git left files contested' : `A ${names[kind]} of Git is under way`
    return contested === 0 ? `${what}, nothing is contested.` : `${what}, ${files(contested)} contested.`
  },
  label: 'What Git began',
  settle: 'Settle…',
  continue: 'Continue',
  abort: 'Abort…',
  why: {
    contested: 'Settle what is contested, then continue.',
    noGit: 'Git is not installed on this computer: what it began is gone on with and given up by Git itself.',
  },
  going: 'Git goes on',
  stopped: (words: string, contested: number) => `${words} ${files(contested)} contested.`,
  title: 'Settle what is contested',
  verb: 'Settle',
  meets: (count: number) => `${repoWords.many(count, 'place')} met and would be listed:`,
  met: (count: number) => `${repoWords.many(count, 'place')} changed on both sides; look at them when it suits you:`,
  how: 'How',
  ways: {
    auto: 'Merge both',
    theirs: 'Merge, theirs first',
    'take-ours': 'Only ours',
    'take-theirs': 'Only theirs',
  },
  wayText: {
    auto: 'What both sides changed differently keeps ours and is listed.',
    theirs: 'What both sides changed differently is theirs and is listed.',
    'take-ours': 'Whole files as they are on our side; what theirs changed in them goes.',
    'take-theirs': 'Whole files as they are on their side; what ours changed in them goes.',
  },
  /** In a rebase the sides are not those that people expect. */
  rebase: 'In a rebase, ours is the branch it goes onto, theirs your own commits.',
  reality: {
    goes: (name: string, onlyThere: number) =>
      `The reality ${name} goes with it${onlyThere === 0 ? '' : `, and ${files(onlyThere)} that are only there`}. Undo brings both back.`,
    keep: 'Keep the reality',
  },
  abortTitle: (name: string) => `Abort the ${name}`,
  abortText: (name: string) =>
    `Git gives the ${name} up and puts branch and files back to where they were. What was settled for it goes, and undo does not bring it back.`,
  doAbort: 'Abort',
} as const
