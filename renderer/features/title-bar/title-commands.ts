/** Connection and people. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { words } from '../../text/en.ts'

const connection = ({ app }: CommandContext) => app.host.getState().app?.workspace?.connection ?? 'alone'

export const titleCommands: readonly Command[] = [
  command({
    id: 'sharing.reconnect',
    title: words.commands.reconnect,
    when: context => ['offline', 'refused', 'connecting'].includes(connection(context)),
    run: async ({ app }) => void (await app.api.sharing.reconnect()),
  }),
  command({
    id: 'sharing.disconnect',
    title: words.commands.disconnect,
    when: context => ['online', 'syncing', 'connecting'].includes(connection(context)),
    run: async ({ app }) => void (await app.api.sharing.disconnect()),
  }),
  command({
    id: 'people.follow',
    title: words.commands.follow,
    keys: 'Alt+F',
    when: ({ app }) => app.people.store.getState().others.length > 0,
    run: ({ app, notices }) => {
      const { others, following } = app.people.store.getState()
      const next = others[(others.findIndex(other => other.client === following) + 1) % others.length]
      if (next === undefined) return
      app.people.follow(next.client)
      notices.info(words.notices.following(next.user.name))
    },
  }),
  command({
    id: 'people.stopFollowing',
    title: words.commands.stopFollowing,
    when: ({ app }) => app.people.store.getState().following !== null,
    run: ({ app }) => app.people.follow(null),
  }),
]
