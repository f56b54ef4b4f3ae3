/** Who makes a commit: what the caller says, else what Git's own variables and settings say. */
import { AppError } from '../../../shared/contract/errors.ts'
import type { Signature } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'

export interface Identity {
  /** For commits, at one moment. Throws AppError BAD_REQUEST where nobody said who works here. */
  both(): Promise<{ readonly author: Signature; readonly committer: Signature }>
  committer(): Promise<Signature>
  /** For logs, which have to name somebody. */
  logged(): Promise<Signature>
}

export interface IdentityDeps {
  readonly repository: Pick<Repository, 'setting'>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Unix ms. */
  readonly now: () => number
  /** Minutes east of Greenwich, at that moment. */
  readonly offsetAt: (ms: number) => number
}

export function createIdentity({ repository, environment, now, offsetAt }: IdentityDeps): Identity {
  async function read(role: 'AUTHOR' | 'COMMITTER') {
    const setting = role === 'AUTHOR' ? 'author' : 'committer'
    const find = async (what: 'name' | 'email') =>
      environment[`GIT_${role}_${what.toUpperCase()}`] ??
      (await repository.setting(`${setting}.${what}`)) ??
      (await repository.setting(`user.${what}`)) ??
      (what === 'email' ? environment.EMAIL : undefined) ??
      null
    return { name: await find('name'), email: await find('email'), ...moment() }
  }

  function moment() {
    const ms = now()
    return { seconds: Math.floor(ms / 1000), offset: offsetAt(ms) }
  }

  async function sure(role: 'AUTHOR' | 'COMMITTER'): Promise<Signature> {
    const { name, email, ...when } = await read(role)
    if (name === null || name.trim() === '' || email === null) {
      const hint = 'git config --global user.name NAME, and user.email; or --author "NAME <EMAIL>"'
      throw new AppError('BAD_REQUEST', 'Nobody has said who works here.', { hint })
    }
    return { name: clean(name), email: clean(email), ...when }
  }

  return {
    async both() {
      const committer = await sure('COMMITTER')
      const { name, email } = await sure('AUTHOR')
      return { committer, author: { ...committer, name, email } }
    },
    committer: () => sure('COMMITTER'),
    async logged() {
      const { name, email, ...when } = await read('COMMITTER')
      return { name: clean(name ?? '') || 'unknown', email: clean(email ?? '') || 'unknown', ...when }
    },
  }
}

/** `NAME <EMAIL>`. Throws AppError BAD_REQUEST. */
export function parsePerson(text: string): Pick<Signature, 'name' | 'email'> {
  const [, name = '', email = ''] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? []
  if (clean(name) === '') throw new AppError('BAD_REQUEST', `${JSON.stringify(text)} is not of the form NAME <EMAIL>.`)
  return { name: clean(name), email: clean(email) }
}

/** Characters that would end the line of a commit early, and what Git takes off the ends. */
function clean(text: string): string {
  return text.replaceAll(/[<>\n\0]/g, '').replaceAll(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/g, '')
}
