/** What goes between a repository on a thread of its own and whoever uses it: calls in, one answer each. */
import type { AppError, ErrorCode, ErrorData } from '../../../shared/contract/errors.ts'
import type { Repository } from '../engine.ts'

/** What can be asked of a repository from elsewhere: everything but its folders, which are told once. */
export const METHODS = [
  'setting',
  'readObject',
  'readBlob',
  'readCommit',
  'readCommits',
  'readTree',
  'readEntry',
  'writeBlob',
  'writeTree',
  'writeCommit',
  'writeTag',
  'head',
  'refs',
  'resolve',
  'commit',
  'commitsOf',
  'changeRef',
  'setHead',
  'remotes',
  'upstream',
  'refLog',
  'dropRefLogEntry',
  'log',
  'walk',
  'distance',
  'mergeBases',
  'isAncestor',
  'blame',
  'blameScene',
  'readIndex',
  'changeIndex',
  'setIndex',
  'stage',
  'writeIndexTree',
  'status',
  'diff',
  'checkout',
  'exportTree',
  'isIgnored',
  'mergeDriver',
  'readFile',
  'refuseFiltered',
  'hashFile',
  'storeFiles',
] as const satisfies readonly (keyof Repository)[]

export type Method = (typeof METHODS)[number]

export interface Call {
  readonly id: number
  readonly method: Method
  readonly input: readonly unknown[]
}

export interface Folders {
  readonly folder: string | null
  readonly gitFolder: string
  readonly commonFolder: string
}

export type Answer =
  | { readonly kind: 'opened'; readonly folders: Folders }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

export type Failure =
  | { readonly kind: 'expected'; readonly code: ErrorCode; readonly message: string; readonly data: ErrorData }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined }

export function expected({ code, message, data }: AppError): Failure {
  return { kind: 'expected', code, message, data }
}
