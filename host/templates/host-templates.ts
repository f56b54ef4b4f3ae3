/** The template libraries of whatever project is open, and word of their changes. */
import type { Profile } from '../profile/profile.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { createTemplateLibrary, type TemplateLibrary } from './template-library.ts'

export interface Templates extends TemplateLibrary {
  /** Also when the project's files change by other ways: Git, a peer, an editor. */
  onDidChange(listener: () => void): Disposable
}

interface Deps {
  readonly profile: Profile
  readonly workspace: () => Workspace | null
}

export function createTemplates({ profile, workspace }: Deps): Templates {
  const changed = createEmitter()
  const library = async () =>
    createTemplateLibrary({
      project: workspace()?.folder ?? null,
      personal: await profile.subfolder('templates'),
    })
  async function change<T>(run: (library: TemplateLibrary) => Promise<T>): Promise<T> {
    const result = await run(await library())
    changed.fire()
    return result
  }
  return {
    list: async () => (await library()).list(),
    get: async reference => (await library()).get(reference),
    save: wanted => change(each => each.save(wanted)),
    rename: (from, to) => change(each => each.rename(from, to)),
    remove: which => change(each => each.remove(which)),
    onDidChange(listener) {
      const own = changed.on(listener)
      const files = workspace()?.onDidChangeFiles(listener)
      return {
        [Symbol.dispose]() {
          own[Symbol.dispose]()
          files?.[Symbol.dispose]()
        },
      }
    },
  }
}
