/** Words of the review's choices, of realities, and of time travel. */
import { words } from './en.ts'

const { many } = words

export const historyWords = {
  review: {
    none: 'Nothing here with this filter.',
    settledOnly: 'Nothing waits. What you settled is still listed here, until the workspace is closed.',
    anybody: 'Anybody',
    everyScene: 'Every scene',
    person: 'Person',
    scene: 'Scene',
    search: 'Find in the list',
    findKey: '/',
    settledHidden: (count: number) => `${count} settled, hidden`,
    settledShown: (count: number) => `${count} settled, shown`,
    settled: 'settled',
    undo: 'Undo',
    undoSettled: (node: string) => `Undo what was chosen for ${node}`,
    accept: (count: number) => `Accept these ${count}`,
    acceptOne: 'Accept this one',
    acceptCommand: 'Accept what the review shows',
    undoLast: 'Undo the last choice of the review',
    accepted: (count: number) => `${many(count, 'choice')} accepted as they were.`,
    undone: (count: number) => `${many(count, 'choice')} taken back.`,
    left: (count: number) => `${many(count, 'choice')} stay: somebody has worked there since.`,
    pickFor: (property: string) => `Point ${property} to`,
    types: { null: 'null', name: 'name', place: 'place', group: 'group' },
  },
} as const
